import { attemptedName, type AuthenticationOutcome } from './authentication-outcome.js';

type Failed = Exclude<AuthenticationOutcome, { kind: 'authenticated' }>;

test.each<{ outcome: Failed; isKept: boolean }>([
  { outcome: { kind: 'refused', reason: 'unknown-user' }, isKept: false },
  { outcome: { kind: 'refused', reason: 'unusable-password' }, isKept: false },
  { outcome: { kind: 'locked', isUnknown: true }, isKept: false },
  { outcome: { kind: 'busy', retryAfterSeconds: 2 }, isKept: false },
  { outcome: { kind: 'unavailable', cause: 'x' }, isKept: false },
  { outcome: { kind: 'refused', reason: 'wrong-password' }, isKept: true },
  { outcome: { kind: 'refused', reason: 'disabled' }, isKept: true },
  { outcome: { kind: 'refused', reason: 'second-factor' }, isKept: true },
  { outcome: { kind: 'locked' }, isKept: true },
])('R-20: the name of $outcome is kept as it was typed: $isKept', ({ outcome, isKept }) => {
  expect(attemptedName('Typed', outcome)).toEqual(isKept ? { username: 'Typed' } : { typedName: 'Typed' });
  const { username, typedName } = attemptedName('n'.repeat(5_000), outcome);
  expect(username ?? typedName).toHaveLength(200);
});
