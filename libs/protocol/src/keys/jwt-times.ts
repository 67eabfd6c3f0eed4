type TimeClaims = Readonly<Record<string, unknown>>;

/** The longest life of a JWT that a client makes for one request, in seconds (STD K2, V-45). */
const LONGEST_LIFE = 300;
/** How far the client's clock may be ahead of ours, in seconds (STD FAPI-13: 10 accepted, 60 refused). */
const CLOCK_SKEW = 30;

/** Until when the JWT can be presented, in seconds since 1970, a fraction possible; or what is wrong, to be put behind its name. */
export type JwtTimes = { readonly expiresAt: number } | { readonly problem: string };

/**
 * The times of a JWT that is made for one request. `exp` gets no leeway: whose clock is behind chooses a longer life.
 * @param now seconds since 1970
 * @see RFC 7519 §4.1; STD K2, FP5, FP7, V-45
 */
export function jwtTimes({ exp, nbf, iat }: TimeClaims, now: number): JwtTimes {
  if (!isTime(exp) || exp <= now || exp > now + LONGEST_LIFE + CLOCK_SKEW)
    return { problem: 'must have an exp in the future, at most 5 minutes ahead' };
  if (nbf !== undefined && (!isTime(nbf) || nbf > now + CLOCK_SKEW))
    return { problem: 'has an nbf that is no time or lies ahead' };
  if (iat !== undefined && (!isTime(iat) || iat > now + CLOCK_SKEW || exp - iat > LONGEST_LIFE + CLOCK_SKEW))
    return { problem: 'has an iat that is no time, lies ahead, or is more than 5 minutes before exp' };
  return { expiresAt: exp };
}

/** A NumericDate (RFC 7519 §2); `1e400` is read as Infinity and is none. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
