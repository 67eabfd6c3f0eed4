import { checkAssertionClaims } from './client-assertion-claims.js';
import type { ClientAssertion } from './client-assertion.js';
import { OAuthError } from './oauth-error.js';

const issuer = 'https://auth.example/smart';
const token = `${issuer}/oauth/token`;
const par = `${issuer}/oauth/par`;
const now = 1_800_000_000;
const claims = { iss: 'app', sub: 'app', aud: token, exp: now + 300, jti: 'unique' };

function outcomeOf(change: Readonly<Record<string, unknown>>, audiences: readonly string[] = [token, issuer]): string {
  const assertion = { claims: { ...claims, ...change } } as unknown as ClientAssertion;
  try {
    return checkAssertionClaims(assertion, { audiences, now }).jti;
  } catch (error) {
    return error instanceof OAuthError ? error.code : String(error);
  }
}

describe('STD X3, N19, RFC7523-1: the audience', () => {
  test.each([
    { name: 'the token endpoint', aud: token, expected: 'unique' },
    { name: 'the issuer', aud: issuer, expected: 'unique' },
    { name: 'the PAR endpoint elsewhere', aud: par, expected: 'invalid_client' },
    { name: 'a list with the token endpoint', aud: [token], expected: 'invalid_client' },
    { name: 'a list with the issuer', aud: [issuer], expected: 'invalid_client' },
    { name: 'a list of ours and another', aud: [issuer, 'https://other.example'], expected: 'invalid_client' },
    { name: 'an empty list', aud: [], expected: 'invalid_client' },
    { name: 'V-36: the issuer with a slash', aud: `${issuer}/`, expected: 'invalid_client' },
    { name: 'V-36: another issuer', aud: 'https://evil.test', expected: 'invalid_client' },
    { name: 'V-36: other letters', aud: issuer.toUpperCase(), expected: 'invalid_client' },
    { name: 'V-36: nothing', aud: undefined, expected: 'invalid_client' },
    { name: 'B7: nonsense', aud: 'whatever', expected: 'invalid_client' },
    { name: 'an object', aud: { aud: issuer }, expected: 'invalid_client' },
  ])('$name: $expected', ({ aud, expected }) => {
    expect(outcomeOf({ aud })).toBe(expected);
  });

  test('STD RFC9126-1: the PAR endpoint at the PAR endpoint', () => {
    expect(outcomeOf({ aud: par }, [token, issuer, par])).toBe('unique');
  });
});

describe('STD RFC7523-1, RFC7523-2, K2: the times', () => {
  test.each([
    { name: 'five minutes', change: { exp: now + 300 } },
    { name: 'one second', change: { exp: now + 1 } },
    { name: 'a fraction of a second', change: { exp: now + 0.5 } },
    { name: 'five minutes by a clock that is 30 s ahead', change: { exp: now + 330, iat: now + 30, nbf: now + 30 } },
    { name: 'STD FP5: nbf 8 s ahead', change: { nbf: now + 8 } },
    { name: 'issued five minutes before it ends', change: { exp: now + 10, iat: now - 290 } },
  ])('accepts $name', ({ change }) => {
    expect(outcomeOf(change)).toBe('unique');
  });

  test.each([
    { name: 'V-45: exp in 10 years', change: { exp: now + 315_360_000 } },
    { name: 'V-45: no exp', change: { exp: undefined } },
    { name: 'V-45: exp as text', change: { exp: String(now + 300) } },
    { name: 'V-45: exp 1e400', change: JSON.parse('{"exp":1e400}') as object },
    { name: 'V-45: a negative exp', change: { exp: -1 } },
    { name: 'exp null', change: { exp: null } },
    { name: 'exp in a list', change: { exp: [now + 300] } },
    { name: 'FP7: an exp that has passed', change: { exp: now - 1 } },
    { name: 'an exp of this very moment', change: { exp: now } },
    { name: 'an exp more than 5 minutes ahead of any clock we trust', change: { exp: now + 331 } },
    { name: 'V-45: nbf in the future', change: { nbf: now + 61 } },
    { name: 'nbf as text', change: { nbf: String(now) } },
    { name: 'V-45: iat in the future', change: { iat: now + 61 } },
    { name: 'iat as text', change: { iat: String(now) } },
    { name: 'a life of an hour, five minutes of which are left', change: { iat: now - 3_300 } },
  ])('refuses $name', ({ change }) => {
    expect(outcomeOf(change as Readonly<Record<string, unknown>>)).toBe('invalid_client');
  });
});

test.each([
  { name: 'no jti', jti: undefined },
  { name: 'an empty jti', jti: '' },
  { name: 'a number', jti: 1 },
  { name: 'a jti of 513 characters', jti: 'j'.repeat(513) },
])('STD K4: refuses $name', ({ jti }) => {
  expect(outcomeOf({ jti })).toBe('invalid_client');
});
