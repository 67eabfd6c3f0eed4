import fc from 'fast-check';
import { readJsonObject } from './json-object.js';

const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

describe('readJsonObject', () => {
  test.each([
    { name: 'nothing', text: '' },
    { name: 'a form', text: 'a=b&c=d' },
    { name: 'a list', text: '[{"a":1}]' },
    { name: 'null', text: 'null' },
    { name: 'a text', text: '"{}"' },
    { name: 'two objects', text: '{}{}' },
    { name: 'a byte order mark', text: '\uFEFF{}' },
    { name: 'a comment', text: '{/* */}' },
    { name: 'V-07: a member twice', text: '{"user":"amelia","user":"bertha"}' },
    { name: 'V-07: a member twice, once in escapes', text: '{"user":"amelia","\\u0075ser":"bertha"}' },
    { name: 'V-07: a member twice further in', text: '{"a":[{"b":{"c":1,"c":1}}]}' },
    { name: 'V-90: nine levels', text: nested(9) },
    { name: 'V-90: lists, 8,000 levels', text: `{"a":${'['.repeat(8_000)}${']'.repeat(8_000)}}` },
    { name: 'V-87: a number beyond all bounds', text: '{"a":1e999}' },
    { name: 'V-92: a NUL in a value', text: '{"a":"\\u0000"}' },
    { name: 'V-92: a NUL in a name', text: '{"\\u0000":1}' },
    { name: 'V-92: half a character', text: '{"a":"\\ud800"}' },
    { name: 'V-92: bytes that were no UTF-8', text: '{"a":"\uFFFD"}' },
  ])('refuses $name', ({ text }) => {
    expect(() => readJsonObject(text)).toThrow(expect.objectContaining({ code: 'invalid_request' }) as Error);
  });

  test('V-88: 16 KB of quotation marks, backslashes and brackets are read in no time', () => {
    for (const text of ['"'.repeat(16_384), '{"a":"' + '\\\\'.repeat(8_000) + '"}', '{"'.repeat(8_192)])
      expect(() => readJsonObject(text)).not.toThrow(RangeError);
  }, 1_000);

  test('V-86: a member called __proto__ is a member like any other', () => {
    const object = readJsonObject('{"__proto__":{"polluted":true},"constructor":1}');

    expect(Object.keys(object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each([
    { name: 'eight levels', text: nested(8) },
    { name: 'the same name in several objects', text: '{"a":{"b":1},"c":{"b":1},"b":[{"b":1},{"b":1}]}' },
    { name: 'text that looks like structure', text: '{"a":"{[\\"a\\":","b":"\\\\"}' },
    { name: 'every script and emoji', text: '{"名前":"Ünal 🏥"}' },
  ])('reads $name', ({ text }) => {
    expect(readJsonObject(text)).toEqual(JSON.parse(text));
  });

  test('reads whatever JSON.stringify writes of a shallow object', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\uFFFD]/.test(text) && text !== '__proto__');
    const values = fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.array(words, { maxLength: 3 }));

    fc.assert(
      fc.property(fc.dictionary(words, values), (object) => {
        expect(readJsonObject(JSON.stringify(object))).toEqual(object);
      }),
    );
  });
});
