import fc from 'fast-check';
import { javaList } from './java-list.js';
import { JavaMap } from './java-map.js';
import { javaValue } from './java-value.js';

const names = fc.oneof(fc.string(), fc.constantFrom('get', 'size', '__proto__', 'constructor', 'toJSON', 'keySet'));

describe('JavaList', () => {
  test('is the array of its items in every way of reading', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, other) => {
        const list = javaList(items);
        const seen: string[] = [];
        for (const index in list as object) seen.push(index);

        expect(Array.isArray(list)).toBe(true);
        expect([...list]).toEqual(items);
        expect(JSON.stringify(list)).toBe(JSON.stringify(items));
        expect(seen).toEqual(Object.keys(items));
        expect([list.length, list.size(), list.isEmpty()]).toEqual([items.length, items.length, items.length === 0]);
        expect([list.contains(other), list.includes(other)]).toEqual([items.includes(other), items.includes(other)]);
        expect(items.map((_item, index) => list.get(index))).toEqual(items);
        expect(list.get(items.length)).toBeNull();
        expect(list.map((item) => item + 1)).toEqual(items.map((item) => item + 1));
        expect(Object.getPrototypeOf(list.filter(() => true))).toBe(Array.prototype);
      }),
    );
  });

  test('grows and shrinks as Java has it', () => {
    const list = javaList(['a', 'b']);

    list.add('d');
    list.add(2, 'c');
    list.remove('a');
    list.remove(0);
    list.addAll(['e']);

    expect([...list]).toEqual(['c', 'd', 'e']);
    expect(String(list)).toBe('[c, d, e]');
    expect([list.getFirst(), list.getLast(), list.set(0, 'x')]).toEqual(['c', 'e', 'c']);
  });
});

describe('JavaMap', () => {
  test('has what was put into it, whatever its name, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.integer())), names, (pairs, other) => {
        const map = new JavaMap();
        for (const [name, value] of pairs) map.put(name, value);
        const expected = new Map(pairs);

        expect(map.size()).toBe(expected.size);
        for (const [name, value] of expected) expect(map.get(name)).toBe(value);
        expect([map.has(other), map.get(other)]).toEqual([expected.has(other), expected.get(other) ?? null]);
        expect(new Set(map.keySet())).toEqual(new Set(expected.keys()));
        expect(new Map([...map].map(([name, value]) => [name, value]))).toEqual(expected);
        expect(JSON.parse(JSON.stringify(map))).toEqual(Object.fromEntries(expected));
        expect(typeof map.get).toBe('function');
        expect(Object.getPrototypeOf(map)).toBe(JavaMap.prototype);
        map.remove(other);
        expect(map.containsKey(other)).toBe(false);
      }),
    );
  });

  test('is read and written as an object', () => {
    const map = new JavaMap({ a: 1 }) as JavaMap & Record<string, unknown>;

    map['b'] = 2;

    expect([map.get('b'), map['a'], Object.keys(map), map.toString()]).toEqual([2, 1, ['a', 'b'], '{a=1, b=2}']);
  });
});

test('JSON stays what it was, however deep', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(JSON.stringify(sorted(JSON.parse(JSON.stringify(javaValue(json)))))).toBe(
        JSON.stringify(sorted(JSON.parse(JSON.stringify(json)))),
      );
    }),
  );
});

/** Entries called like methods come last in a map, which no reader of JSON minds. */
function sorted(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== 'object' || json === null) return json;
  return Object.entries(json)
    .map(([name, value]): [string, unknown] => [name, sorted(value)])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
