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

/** The longest life of an assertion, in seconds (STD K2, V-45). */
const LONGEST_LIFE = 300;
/** How far the client's clock may be ahead of ours, in seconds (STD FAPI-13: 10 accepted, 60 refused). */
const CLOCK_SKEW = 30;
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
  const expiresAt = checkTimes(claims, now);
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_JTI)
    throw unfitAssertion('must have a jti, a text that is new each time');
  return { jti, expiresAt };
}

/** `exp` gets no leeway: whose clock is behind chooses a longer life. */
function checkTimes({ exp, nbf, iat }: ClientAssertion['claims'], now: number): number {
  if (!isTime(exp) || exp <= now || exp > now + LONGEST_LIFE + CLOCK_SKEW)
    throw unfitAssertion('must have an exp in the future, at most 5 minutes ahead');
  if (nbf !== undefined && (!isTime(nbf) || nbf > now + CLOCK_SKEW))
    throw unfitAssertion('has an nbf that is no time or lies ahead');
  if (iat !== undefined && (!isTime(iat) || iat > now + CLOCK_SKEW || exp - iat > LONGEST_LIFE + CLOCK_SKEW))
    throw unfitAssertion('has an iat that is no time, lies ahead, or is more than 5 minutes before exp');
  return exp;
}

/** A NumericDate (RFC 7519 §2); `1e400` is read as Infinity and is none. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
