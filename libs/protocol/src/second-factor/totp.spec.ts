import { readTotpCode, totpCode, totpStep, totpStepOf } from './totp.js';

const key = Buffer.from('12345678901234567890');

test.each([
  { seconds: 59, expected: '287082' },
  { seconds: 1_111_111_109, expected: '081804' },
  { seconds: 1_111_111_111, expected: '050471' },
  { seconds: 1_234_567_890, expected: '005924' },
  { seconds: 2_000_000_000, expected: '279037' },
  { seconds: 20_000_000_000, expected: '353130' },
])('RFC 6238 appendix B: at $seconds s the code ends in $expected', ({ seconds, expected }) => {
  expect(totpCode(key, totpStep(new Date(seconds * 1_000)))).toBe(expected);
});

test.each([
  { at: 0, step: 0 },
  { at: 29_999, step: 0 },
  { at: 30_000, step: 1 },
])('RFC 6238 §4.2: $at ms lies in step $step', ({ at, step }) => {
  expect(totpStep(new Date(at))).toBe(step);
});

describe('V-58: a code counts', () => {
  const now = 1_000_000;
  test.each([
    { ahead: -2, strict: false, tolerant: false },
    { ahead: -1, strict: false, tolerant: true },
    { ahead: 0, strict: true, tolerant: true },
    { ahead: 1, strict: false, tolerant: true },
    { ahead: 2, strict: false, tolerant: false },
  ])('$ahead steps from now: strictly $strict, with one step tolerated $tolerant', ({ ahead, strict, tolerant }) => {
    const code = totpCode(key, now + ahead);
    const stepAt = (tolerated: number) => totpStepOf(key, code, { step: now, tolerated });

    expect([stepAt(0), stepAt(1)]).toEqual([strict, tolerant].map((counts) => (counts ? now + ahead : undefined)));
  });

  test('never before the epoch', () => {
    expect(totpStepOf(key, totpCode(key, 0), { step: 0, tolerated: 1 })).toBe(0);
  });
});

test.each([
  { typed: '', expected: undefined },
  { typed: '12345', expected: undefined },
  { typed: '1234567', expected: undefined },
  { typed: '-12345', expected: undefined },
  { typed: '12345x', expected: undefined },
  { typed: '１２３４５６', expected: undefined },
  { typed: ` ${' '.repeat(40)}123456`, expected: undefined },
  { typed: '123456', expected: '123456' },
  { typed: ' 123 456\t', expected: '123456' },
])('a person types "$typed"', ({ typed, expected }) => {
  expect(readTotpCode(typed)).toBe(expected);
});
