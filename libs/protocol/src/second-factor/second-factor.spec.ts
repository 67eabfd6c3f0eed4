import { secondFactorStep, vouchedMethods, type FactorKind } from './second-factor.js';

const none: FactorKind[] = [];
const one: FactorKind[] = ['totp'];

test.each([
  { amr: ['pwd'], kinds: one, isDemanded: false, expected: 'prove' },
  { amr: ['pwd'], kinds: one, isDemanded: true, expected: 'prove' },
  { amr: ['pwd', 'otp'], kinds: one, isDemanded: false, expected: 'prove' },
  { amr: [], kinds: one, isDemanded: false, expected: 'prove' },
  { amr: ['pwd'], kinds: none, isDemanded: true, expected: 'enrol' },
  { amr: ['pwd'], kinds: none, isDemanded: false, expected: 'none' },
  { amr: ['pwd', 'otp', 'mfa'], kinds: one, isDemanded: true, expected: 'none' },
  { amr: ['mfa'], kinds: none, isDemanded: true, expected: 'none' },
])('V-33: after $amr, with $kinds.length factors, demanded $isDemanded: $expected', (row) => {
  expect(secondFactorStep(row.amr, row, row.isDemanded)).toBe(row.expected);
});

test.each([
  { amr: ['pwd', 'otp', 'mfa'], counts: false, expected: ['pwd', 'otp'] },
  { amr: ['mfa'], counts: false, expected: [] },
  { amr: ['pwd'], counts: false, expected: ['pwd'] },
  { amr: ['pwd', 'otp', 'mfa'], counts: true, expected: ['pwd', 'otp', 'mfa'] },
  { amr: ['pwd'], counts: true, expected: ['pwd'] },
])('A-23: of $amr elsewhere, where two factors there count: $counts, counts $expected', ({ amr, counts, expected }) => {
  expect(vouchedMethods(amr, counts)).toEqual(expected);
});
