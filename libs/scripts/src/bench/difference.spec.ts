import fc from 'fast-check';
import { differences, MOST_DIFFERENCES } from './difference.js';

test.each([
  ['nothing', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
  ['a value', { a: { b: 1 } }, { a: { b: 2 } }, [{ path: 'a.b', before: 1, after: 2 }]],
  ['a new name', {}, { a: null }, [{ path: 'a', after: null }]],
  ['a lost name', { a: 1 }, {}, [{ path: 'a', before: 1 }]],
  ['another kind', { a: [1] }, { a: { 0: 1 } }, [{ path: 'a', before: [1], after: { 0: 1 } }]],
  ['what a list has got', { a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }, 3] }, [{ path: 'a[+]', after: 3 }]],
  ['what a list has lost', { a: [1, 1, 2] }, { a: [1, 2] }, [{ path: 'a[+]', before: 1 }]],
  ['the order of a list', { a: [1, 2] }, { a: [2, 1] }, [{ path: 'a', before: [1, 2], after: [2, 1] }]],
  ['the whole', 1, undefined, [{ path: '', before: 1 }]],
])('tells of %s', (_what, before, after, expected) => {
  expect(differences(before, after)).toEqual(expected);
});

test('a name of the prototype is a name like others', () => {
  const after = JSON.parse('{"__proto__": 1, "constructor": 2}') as unknown;

  expect(differences({}, after)).toEqual([
    { path: '__proto__', after: 1 },
    { path: 'constructor', after: 2 },
  ]);
});

test('tells of so many places and no more', () => {
  const after = Object.fromEntries(
    Array.from({ length: MOST_DIFFERENCES + 5 }, (_, index) => [`n${String(index)}`, 1]),
  );

  expect(differences({}, after)).toHaveLength(MOST_DIFFERENCES);
});

test('property: there is a difference exactly where two pieces of JSON are different, whichever comes first', () => {
  const json = fc.json().map((text) => JSON.parse(text) as unknown);
  fc.assert(
    fc.property(json, json, (before, after) => {
      const paths = (found: ReturnType<typeof differences>) => found.map(({ path }) => path).toSorted();

      expect(differences(before, JSON.parse(JSON.stringify(before)) as unknown)).toEqual([]);
      expect(paths(differences(before, after))).toEqual(paths(differences(after, before)));
    }),
  );
});
