import { jwtTimes } from '../keys/jwt-times.js';
import { unfitAssertion, type ClientAssertion } from './client-assertion.js';

/** What an assertion is measured by. */
export interface AssertionTerms {
  /** What `aud` may be: exactly one of these, as a plain string (STD X3). */
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
}

/** What makes the assertion unique, and until when. */
export interface AssertionUse {
  readonly jti: string;
  /** Seconds since 1970; a fraction is possible. */
  readonly expiresAt: number;
}

const LONGEST_JTI = 512;

/**
 * Checks the claims that do not depend on who the client is.
 * @throws OAuthError invalid_client
 * @see RFC 7523 §3; STD K2, RFC7523-1, RFC7523-2, X3, FP5, FP7, B7, OM29, N19, V-36, V-45
 */
export function checkAssertionClaims({ claims }: ClientAssertion, { audiences, now }: AssertionTerms): AssertionUse {
  const { aud, jti } = claims;
  if (typeof aud !== 'string' || !audiences.includes(aud))
    throw unfitAssertion(`must have as aud, as one text: ${audiences.join(' or ')}`);
  const times = jwtTimes(claims, now);
  if ('problem' in times) throw unfitAssertion(times.problem);
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_JTI)
    throw unfitAssertion('must have a jti, a text that is new each time');
  return { jti, expiresAt: times.expiresAt };
}
