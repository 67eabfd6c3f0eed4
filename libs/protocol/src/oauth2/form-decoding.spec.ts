import fc from 'fast-check';
import { decodeFormText, decodeUtf8 } from './form-decoding.js';

describe('decodeFormText', () => {
  test.each([
    '%',
    '%z',
    '%zz',
    'a%2',
    '%00',
    'a%00b',
    '\0',
    '%C0%80',
    '%ED%A0%80',
    '%F4%90%80%80',
    '%E2%82',
    '%ff',
    '\ud800',
    '%%20',
  ])('V-92: refuses %j', (encoded) => {
    expect(decodeFormText(encoded)).toBeUndefined();
  });

  test.each([
    ['', ''],
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['%e2%82%ac', '€'],
    ['patient%2F*.rs', 'patient/*.rs'],
    ['%EF%BB%BFx', '\ufeffx'],
    ['ä', 'ä'],
  ])('reads %j as %j', (encoded, expected) => {
    expect(decodeFormText(encoded)).toBe(expected);
  });

  test('gives back whatever a browser encodes, unless it holds a NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0'));
        expect(decodeFormText(new URLSearchParams({ x: text }).toString().slice(2))).toBe(text);
      }),
    );
  });

  test('V-92: never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('%', '+', '0', 'f', 'C', 'é', '\0', '\ud800') }), (text) => {
        const decoded = decodeFormText(text);
        expect(decoded === undefined || decoded.isWellFormed()).toBe(true);
      }),
    );
  });
});

test.each([[[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xff]], [[0x61, 0x00]]])('V-92: bytes %j are no text', (bytes) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBeUndefined();
});
