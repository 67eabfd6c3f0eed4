import { rendered } from '../template/testing/rendering.js';
import { recordOf, type Value, type ValueRecord } from '../value.js';

function record(entries: Readonly<Record<string, Value>>): ValueRecord {
  return recordOf(Object.entries(entries));
}

const form = record({
  ...{ name: 'Ann & "Bo"', nothing: null, yes: true, no: false, two: 2, roles: ['a', 'b'], age: '41' },
  address: record({ city: 'Bern' }),
  rows: [record({ sum: 10 }), record({ sum: 20 })],
  m: record({ dept: 'd', 'first-name': 'f' }),
});

const bindings = record({
  form: record({
    errors: record({
      name: ['No <mail>', 'Too short'],
      'rows[1].sum': ['Wrong'],
      'address.city': ['No city'],
      global: ['All wrong'],
    }),
    rejected: record({ age: 'forty' }),
  }),
});

const model = record({ form, bindings, dept: 'other', chosen: 1 });

/** What stands inside of a form that selects `form`. */
function inForm(source: string): string {
  const page = rendered(`<form th:object="\${form}">${source}</form>`, model);
  return page.slice('<form>'.length, -'</form>'.length);
}

const quoted = 'Ann &amp; &quot;Bo&quot;';

describe('th:field', () => {
  test.each([
    ['an input', '<input th:field="*{name}"/>', `<input id="name" name="name" value="${quoted}"/>`],
    [
      'an input of a type',
      '<input type="email" th:field="*{name}"/>',
      `<input type="email" id="name" name="name" value="${quoted}"/>`,
    ],
    ['hidden', '<input type="hidden" th:field="*{two}"/>', '<input type="hidden" id="two" name="two" value="2"/>'],
    [
      'a password, which is never printed',
      '<input type="password" th:field="*{name}"/>',
      '<input type="password" id="name" name="name" value=""/>',
    ],
    ['a file', '<input type="file" th:field="*{name}"/>', '<input type="file" id="name" name="name"/>'],
    [
      'a text area',
      '<textarea th:field="*{name}">x</textarea>',
      `<textarea id="name" name="name">${quoted}</textarea>`,
    ],
    [
      'a box of a truth value',
      '<input type="checkbox" th:field="*{yes}"/>',
      '<input type="checkbox" id="yes1" name="yes" value="true" checked="checked"/><input type="hidden" name="_yes" value="on"/>',
    ],
    [
      'a box that is not checked',
      '<input type="checkbox" th:field="*{no}"/>',
      '<input type="checkbox" id="no1" name="no" value="true"/><input type="hidden" name="_no" value="on"/>',
    ],
    [
      'a box that is disabled, of which nothing is sent',
      '<input type="checkbox" disabled="disabled" th:field="*{yes}"/>',
      '<input type="checkbox" disabled="disabled" id="yes1" name="yes" value="true" checked="checked"/>',
    ],
    [
      'boxes of a list, numbered',
      '<input type="checkbox" th:field="*{roles}" value="a"/><input type="checkbox" th:field="*{roles}" value="c"/>',
      '<input type="checkbox" value="a" id="roles1" name="roles" checked="checked"/><input type="hidden" name="_roles" value="on"/>' +
        '<input type="checkbox" value="c" id="roles2" name="roles"/><input type="hidden" name="_roles" value="on"/>',
    ],
    [
      'radio buttons',
      '<input type="radio" th:field="*{two}" th:value="2"/><input type="radio" th:field="*{two}" value="3"/>',
      '<input type="radio" value="2" id="two1" name="two" checked="checked"/><input type="radio" value="3" id="two2" name="two"/>',
    ],
    [
      'a select',
      '<select th:field="*{two}"><option value="1">1</option><option th:value="2">2</option></select>',
      '<select id="two" name="two"><option value="1">1</option><option value="2" selected="selected">2</option></select>',
    ],
    [
      'a select of several',
      '<select multiple="multiple" th:field="*{roles}"><option value="b" th:each="r : ${form.roles}" th:value="${r}"/></select>',
      '<input type="hidden" name="_roles" value="1"/><select multiple="multiple" id="roles" name="roles">' +
        '<option value="a" selected="selected"/><option value="b" selected="selected"/></select>',
    ],
    [
      'an option in a group of options',
      '<select th:field="*{two}"><optgroup label="g"><option value="2">2</option></optgroup></select>',
      '<select id="two" name="two"><optgroup label="g"><option value="2" selected="selected">2</option></optgroup></select>',
    ],
    ['an id of the page', '<input id="mine" th:field="*{two}"/>', '<input id="mine" name="two" value="2"/>'],
    ['null', '<input th:field="*{nothing}"/>', '<input id="nothing" name="nothing" value=""/>'],
    [
      'a way into the form',
      '<input th:field="*{address.city}"/>',
      '<input id="address.city" name="address.city" value="Bern"/>',
    ],
    [
      'a row',
      '<th:block th:each="r, s : ${form.rows}"><input th:field="*{rows[__${s.index}__].sum}"/></th:block>',
      '<input id="rows0.sum" name="rows[0].sum" value="10"/><input id="rows1.sum" name="rows[1].sum" value="20"/>',
    ],
    [
      'a part of the form that is selected',
      '<p th:object="*{address}"><input th:field="*{city}"/></p>',
      '<p><input id="address.city" name="address.city" value="Bern"/></p>',
    ],
    [
      'a row that is selected',
      '<p th:object="${form.rows[__${chosen}__]}"><input th:field="*{sum}"/></p>',
      '<p><input id="rows1.sum" name="rows[1].sum" value="20"/></p>',
    ],
    ['a form by its name', '<input th:field="${form.two}"/>', '<input id="two" name="two" value="2"/>'],
    ['what was typed and not taken', '<input th:field="*{age}"/>', '<input id="age" name="age" value="forty"/>'],
    ['a key as it is written', '<input th:field="*{m[dept]}"/>', '<input id="mdept" name="m[dept]" value="d"/>'],
    [
      'a key of other characters',
      '<input th:field="*{m[first-name]}"/>',
      '<input id="mfirst-name" name="m[first-name]" value="f"/>',
    ],
    [
      'a key in quotes',
      `<input th:field="*{m['dept']}"/>`,
      '<input id="m&#39;dept&#39;" name="m[&#39;dept&#39;]" value="d"/>',
    ],
    [
      'a key that is computed',
      '<p th:with="k=${\'first-name\'}"><input th:field="*{m[__${k}__]}"/></p>',
      '<p><input id="mfirst-name" name="m[first-name]" value="f"/></p>',
    ],
  ])('makes the field of %s', (_what, source, expected) => {
    expect(inForm(source)).toBe(expected);
  });

  test.each([
    ['no form around', '<input th:field="*{name}"/>', 'There is no form here'],
    ['no way to a field', '<form th:object="${form}"><input th:field="*{name + 1}"/></form>', 'the way to a field'],
    [
      'a radio button without a value',
      '<form th:object="${form}"><input type="radio" th:field="*{two}"/></form>',
      'th:value',
    ],
    ['no value', '<form th:object="${form}"><input th:field=""/></form>', 'needs a value'],
    ['a forbidden key', '<form th:object="${form}"><input th:field="*{m[constructor]}"/></form>', 'is forbidden'],
  ])('says what is wrong with %s', (_what, source, expected) => {
    expect(() => rendered(source, model)).toThrow(expected);
  });

  test('marks a box only where it was shown, whatever the type was before', () => {
    const page = '<form th:object="${form}"><input th:each="t : ${types}" th:type="${t}" th:field="*{yes}"/></form>';

    expect(rendered(page, record({ form, types: ['checkbox', 'text'] }))).toBe(
      '<form><input type="checkbox" id="yes1" name="yes" value="true" checked="checked"/><input type="hidden" name="_yes" value="on"/>' +
        '<input type="text" id="yes" name="yes" value="true"/></form>',
    );
  });
});

describe('mistakes of forms', () => {
  test.each([
    ['th:errors', '<p th:errors="*{name}">x</p>', '<p>No &lt;mail&gt;<br />Too short</p>'],
    ['th:errors without mistakes', '<p th:errors="*{two}">x</p>', ''],
    [
      'th:errors of all fields',
      '<p th:errors="*{*}">x</p>',
      '<p>No &lt;mail&gt;<br />Too short<br />Wrong<br />No city<br />All wrong</p>',
    ],
    ['th:errors of the form', '<p th:errors="*{global}">x</p>', '<p>All wrong</p>'],
    ['th:errors of a form by its name', '<p th:errors="${form.address.city}">x</p>', '<p>No city</p>'],
    ['th:errors of a row', '<p th:errors="*{rows[__${chosen}__].sum}">x</p>', '<p>Wrong</p>'],
    [
      'th:errorclass',
      '<input th:field="*{name}" th:errorclass="bad" class="f"/>',
      `<input class="f bad" id="name" name="name" value="${quoted}"/>`,
    ],
    [
      'th:errorclass without mistakes',
      '<input th:field="*{two}" th:errorclass="bad"/>',
      '<input id="two" name="two" value="2"/>',
    ],
    [
      'th:errorclass by a name',
      '<input name="address.city" th:errorclass="bad"/>',
      '<input name="address.city" class="bad"/>',
    ],
    [
      'th:errorclass by a name that is computed',
      '<input th:name="|rows[${chosen}].sum|" th:errorclass="bad"/>',
      '<input name="rows[1].sum" class="bad"/>',
    ],
    [
      'th:errorclass by the whole name inside of a part',
      '<p th:object="${form.rows[1]}"><input name="rows[1].sum" th:errorclass="bad"/></p>',
      '<p><input name="rows[1].sum" class="bad"/></p>',
    ],
    [
      'th:errorclass by a short name inside of a part',
      '<p th:object="*{address}"><input name="city" th:errorclass="bad" class="c"/></p>',
      '<p><input name="city" class="c bad"/></p>',
    ],
    [
      '#fields.hasErrors',
      '<p th:if="${#fields.hasErrors(\'name\')}">x</p><p th:if="${#fields.hasErrors(\'two\')}">y</p>',
      '<p>x</p>',
    ],
    [
      '#fields.errors',
      '<b th:each="e : ${#fields.errors(\'name\')}">[[${e}]]</b>',
      '<b>No &lt;mail&gt;</b><b>Too short</b>',
    ],
    ['#fields.globalErrors', '<b th:each="e : ${#fields.globalErrors()}">[[${e}]]</b>', '<b>All wrong</b>'],
    [
      '#fields.detailedErrors',
      '<b th:each="e : ${#fields.detailedErrors(\'address.city\')}">[[${e}]] [[${e.fieldName}]] [[${e.message}]]</b>',
      '<b>address.city:No city address.city No city</b>',
    ],
  ])('%s', (_what, source, expected) => {
    expect(inForm(source)).toBe(expected);
  });
});

describe('th:method', () => {
  test.each([
    ['a method of browsers', "'get'", '<form method="get">x</form>'],
    ['a method in capitals', "'POST'", '<form method="POST">x</form>'],
    ['another method', "'delete'", '<form method="post"><input type="hidden" name="_method" value="delete"/>x</form>'],
    [
      'words of somebody',
      '${form.name}',
      `<form method="post"><input type="hidden" name="_method" value="${quoted}"/>x</form>`,
    ],
    ['null', '${form.nothing}', '<form>x</form>'],
    ['nothing to do', '_', '<form method="m">x</form>'],
  ])('of a form may be %s', (_what, source, expected) => {
    expect(rendered(`<form method="m" th:method="${source}">x</form>`, model)).toBe(expected);
  });

  test('of other elements is an attribute as any', () => {
    expect(rendered('<div th:method="delete">x</div>', model)).toBe('<div method="delete">x</div>');
  });
});
