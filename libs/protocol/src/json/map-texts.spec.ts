import { mapTexts } from './map-texts.js';

test('every text is mapped with the nearest name above it, and nothing else', () => {
  const json = { a: 'x', b: ['y', { c: 'z' }], d: 1, e: null, f: true };

  expect(mapTexts(json, (text, field) => `${field}:${text}`)).toEqual({
    ...{ a: 'a:x', b: ['b:y', { c: 'c:z' }] },
    ...{ d: 1, e: null, f: true },
  });
});

test('V-86: a member called __proto__ stays a member', () => {
  const mapped = mapTexts(JSON.parse('{"__proto__": {"a": "x"}}'), (text) => text);

  expect([Object.getPrototypeOf(mapped) === Object.prototype, JSON.stringify(mapped)]).toEqual([
    true,
    '{"__proto__":{"a":"x"}}',
  ]);
});
