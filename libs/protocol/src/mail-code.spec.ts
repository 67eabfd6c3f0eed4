import { mailCodeHash, newMailCode, readMailCode } from './mail-code.js';

test('a code has six digits', () => {
  expect(Array.from({ length: 200 }, newMailCode).filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['12345', undefined],
  ['1234567', undefined],
  ['12345a', undefined],
  ['١٢٣٤٥٦', undefined],
  [`${' '.repeat(60)}123456`, undefined],
  ['123456', '123456'],
  [' 123 456\n', '123456'],
  ['123-456', '123456'],
])('reads %j as %j', (typed, code) => {
  expect(readMailCode(typed)).toBe(code);
});

test('O-05: the hash of a code is another one for each handle', () => {
  expect(mailCodeHash('a', '123456')).not.toBe(mailCodeHash('b', '123456'));
  expect(mailCodeHash('a', '123456')).toBe(mailCodeHash('a', '123456'));
});
