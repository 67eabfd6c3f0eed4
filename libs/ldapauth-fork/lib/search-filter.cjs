'use strict';
const {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  FilterParser,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} = require('ldapts');

const PLACE = /\{(\d)\}/gu;

/**
 * The filter of a template such as `(&(objectClass=person)(uid={0}))`. The template is parsed before the values are put in their places, so that no
 * value is ever read as a part of a filter, whatever signs it is made of (RFC 4515 §3, V-70).
 *
 * @param {string} template the administrator's
 * @param {readonly string[]} values for `{0}`, `{1}` …; texts, taken as they are
 * @throws Error the template is no filter
 */
function searchFilter(template, values) {
  const filter = FilterParser.parseString(
    template
      .trim()
      .replace(/\)\s+(?=[()])/gu, ')')
      .replace(/\(([&|!])\s+/gu, '($1'),
  );
  return filled(filter, (text) => text.replace(PLACE, (place, index) => values[Number(index)] ?? place));
}

function filled(filter, fill) {
  if (filter instanceof AndFilter) return new AndFilter({ filters: filter.filters.map((each) => filled(each, fill)) });
  if (filter instanceof OrFilter) return new OrFilter({ filters: filter.filters.map((each) => filled(each, fill)) });
  if (filter instanceof NotFilter) return new NotFilter({ filter: filled(filter.filter, fill) });
  if (filter instanceof EqualityFilter)
    return new EqualityFilter({ attribute: filter.attribute, value: fill(String(filter.value)) });
  if (filter instanceof ExtensibleFilter)
    return Object.assign(new ExtensibleFilter(filter), { value: fill(filter.value) });
  if (filter instanceof SubstringFilter)
    return new SubstringFilter({
      attribute: filter.attribute,
      initial: fill(filter.initial),
      any: filter.any.map(fill),
      final: fill(filter.final),
    });
  return filter;
}

/**
 * What matches a person of a template whose name is not known any more: the template without what is compared with values, and the person's id.
 *
 * @param {string} template the administrator's
 * @param {readonly { attribute: string, value: string | Buffer }[]} ids one of them is enough; none = whatever the template matches
 */
function filterOfIds(template, ids) {
  const rest = withoutValues(searchFilter(template, []));
  const equal = ids.map(({ attribute, value }) => new EqualityFilter({ attribute, value }));
  return equal.length === 0 ? rest : new AndFilter({ filters: [rest, anyOf(equal)] });
}

/** Every entry has a class of objects: that is true of all. What is denied of a value is left out as a whole. */
function withoutValues(filter) {
  if (filter instanceof AndFilter) return new AndFilter({ filters: filter.filters.map(withoutValues) });
  if (filter instanceof OrFilter) return new OrFilter({ filters: filter.filters.map(withoutValues) });
  return /\{\d\}/u.test(filter.toString()) ? new PresenceFilter({ attribute: 'objectClass' }) : filter;
}

/** What matches one of the filters. */
function anyOf(filters) {
  return new OrFilter({ filters: [...filters] });
}

module.exports = { anyOf, filterOfIds, searchFilter };
