import { decimalText } from '../formats/decimal.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import { ENTRIES, type Value } from '../value.js';
import { givenDecimal, givenInteger, givenItems, givenRecord, isRecord, textOrNull } from './given.js';
import type { Methods } from './over-items.js';
import { holdsAll } from './same-value.js';
import { sorted } from './sorted.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

/** Items of a list or set, the values of a map, or the one value itself. */
function anyItems(value: Value | undefined, scope: Scope): readonly Value[] {
  if (value === undefined || value === null) throw new TemplateError('value', 'A list is missing: it is null.');
  if (Array.isArray(value) || value instanceof Set) return givenItems(value, scope);
  return isRecord(value) ? Object.values(givenRecord(value, scope)) : [value];
}

const size: UtilityMethod = (scope, items) => givenItems(items, scope).length;
const isEmpty: UtilityMethod = (scope, items = null) => items === null || givenItems(items, scope).length === 0;
const contains: UtilityMethod = (scope, items, wanted = null) => holdsAll(givenItems(items, scope), [wanted]);

/** Further arguments are what is wanted, or one list of it. */
const containsAll: UtilityMethod = (scope, items, ...wanted) => {
  const [first] = wanted;
  const all = wanted.length === 1 && (Array.isArray(first) || first instanceof Set) ? givenItems(first, scope) : wanted;
  return holdsAll(givenItems(items, scope), all);
};

const toList: UtilityMethod = (scope, items) => [...anyItems(items, scope)];

const converted =
  (convert: (value: Value, scope: Scope) => Value): UtilityMethod =>
  (scope, items) =>
    anyItems(items, scope).map((value) => (value === null ? null : convert(value, scope)));

const toInteger = (value: Value) => givenInteger(value);
const toNumber = (value: Value) => Number(decimalText(givenDecimal(value)));

/** `#arrays`: the same as lists. */
export const arrays: UtilityObject = new Map(
  Object.entries({
    ...{ toArray: toList, length: size, isEmpty, contains, containsAll },
    toStringArray: converted(textOrNull),
    ...{ toIntegerArray: converted(toInteger), toLongArray: converted(toInteger) },
    ...{ toDoubleArray: converted(toNumber), toFloatArray: converted(toNumber) },
    toBooleanArray: converted((value, scope) => textOrNull(value, scope)?.toLowerCase() === 'true'),
  } satisfies Methods),
);

/** `#lists`. */
export const lists: UtilityObject = new Map(
  Object.entries({
    ...{ toList, size, isEmpty, contains, containsAll },
    sort: (scope, items, ...comparator) => {
      if (comparator.length > 0)
        throw new TemplateError('refused', 'Lists are sorted by their natural order; no other can be given.');
      return sorted(givenItems(items, scope), scope);
    },
  } satisfies Methods),
);

/** `#sets`. */
export const sets: UtilityObject = new Map(
  Object.entries({
    toSet: (scope, items) => new Set(anyItems(items, scope)),
    ...{ size, isEmpty, contains, containsAll },
  } satisfies Methods),
);

/** The entries a map answers with: its own, or those of a list that is a map as well. */
function entriesOf(value: Value | undefined, scope: Scope): readonly (readonly [string, Value])[] {
  const held = Array.isArray(value) ? (value as { readonly [ENTRIES]?: Value })[ENTRIES] : undefined;
  const record = givenRecord(held ?? value, scope);
  return Object.entries(record[ENTRIES] ?? record);
}

const among =
  (part: 0 | 1): UtilityMethod =>
  (scope, map, ...wanted) => {
    const [first] = wanted;
    const all =
      wanted.length === 1 && (Array.isArray(first) || first instanceof Set) ? givenItems(first, scope) : wanted;
    const held = entriesOf(map, scope).map((entry) => entry[part]);
    return holdsAll(held, part === 0 ? all.map((key) => textOrNull(key, scope)) : all);
  };

/** `#maps`. */
export const maps: UtilityObject = new Map(
  Object.entries({
    size: (scope, map) => entriesOf(map, scope).length,
    isEmpty: (scope, map = null) => map === null || entriesOf(map, scope).length === 0,
    ...{ containsKey: among(0), containsAllKeys: among(0), containsValue: among(1), containsAllValues: among(1) },
  } satisfies Methods),
);
