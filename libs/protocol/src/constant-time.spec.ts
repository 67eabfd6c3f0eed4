import fc from 'fast-check';
import { equalInConstantTime } from './constant-time.js';

test.each([
  ['', 'a'],
  ['secret', 'secret '],
  ['secret', 'Secret'],
  ['secret', 'secret\0'],
  ['é', 'e\u0301'],
])('V-48: %j differs from %j', (a, b) => {
  expect(equalInConstantTime(a, b)).toBe(false);
});

test('V-48: agrees with comparison of UTF-8 bytes for any two texts', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(equalInConstantTime(a, b)).toBe(a === b);
      expect(equalInConstantTime(a, a)).toBe(true);
    }),
  );
});
