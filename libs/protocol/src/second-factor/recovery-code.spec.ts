import { newRecoveryCodes, readRecoveryCode } from './recovery-code.js';

test('ten codes of 59 bits, each different, read as they are printed', () => {
  const codes = newRecoveryCodes();

  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/);
  expect(codes.map(readRecoveryCode)).toEqual(codes);
});

test.each([
  { typed: '', expected: undefined },
  { typed: '123456', expected: undefined },
  { typed: 'abcd-efgh-jkm', expected: undefined },
  { typed: 'abcd-efgh-jkmnp', expected: undefined },
  { typed: 'abcd-efgh-jkm0', expected: undefined },
  { typed: 'abcd_efgh_jkmn', expected: undefined },
  { typed: `abcdefghjkmn${' '.repeat(40)}`, expected: undefined },
  { typed: 'ABCD efgh-JKMN ', expected: 'abcd-efgh-jkmn' },
  { typed: 'abcdefghjkmn', expected: 'abcd-efgh-jkmn' },
])('a person types "$typed"', ({ typed, expected }) => {
  expect(readRecoveryCode(typed)).toBe(expected);
});
