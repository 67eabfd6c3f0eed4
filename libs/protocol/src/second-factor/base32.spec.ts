import { base32 } from './base32.js';

test.each([
  { text: '', expected: '' },
  { text: 'f', expected: 'MY' },
  { text: 'fo', expected: 'MZXQ' },
  { text: 'foo', expected: 'MZXW6' },
  { text: 'foob', expected: 'MZXW6YQ' },
  { text: 'fooba', expected: 'MZXW6YTB' },
  { text: 'foobar', expected: 'MZXW6YTBOI' },
])('RFC 4648 §10: "$text" is $expected, without padding', ({ text, expected }) => {
  expect(base32(Buffer.from(text))).toBe(expected);
});
