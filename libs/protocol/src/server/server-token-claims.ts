type Claims = Readonly<Record<string, unknown>>;

/** What the claims of another server's token must be. */
export interface ExpectedClaims {
  /** Compared exactly. */
  readonly issuers: readonly string[];
  readonly audiences?: readonly string[];
  readonly mayLackExpiry?: boolean;
  /** Seconds since 1970. */
  readonly now: number;
}

/** Seconds by which another server's clock may differ from ours. */
export const CLOCK_SKEW_SECONDS = 60;

/** Why a token is not accepted, for the log; `undefined` where it is (RFC 7519 §4.1, OpenID Connect Core 1.0 §3.1.3.7; V-45, V-47). */
export function claimsProblem(claims: Claims, expected: ExpectedClaims): string | undefined {
  const { iss } = claims;
  if (typeof iss !== 'string' || !expected.issuers.includes(iss)) return 'its issuer is another one';
  return timeProblem(claims, expected) ?? audienceProblem(claims, expected.audiences);
}

function timeProblem(claims: Claims, { now, mayLackExpiry }: ExpectedClaims): string | undefined {
  const { exp, nbf, iat } = claims;
  const times = Object.entries({ exp, nbf, iat }).filter(([, value]) => value !== undefined);
  const odd = times.find(([, value]) => !isNumericDate(value));
  if (odd !== undefined) return `its ${odd[0]} is no time`;
  if (exp === undefined && mayLackExpiry !== true) return 'it does not expire';
  if (isNumericDate(exp) && exp + CLOCK_SKEW_SECONDS <= now) return 'it has expired';
  if (isNumericDate(nbf) && nbf - CLOCK_SKEW_SECONDS > now) return 'it is not valid yet';
  return isNumericDate(iat) && iat - CLOCK_SKEW_SECONDS > now ? 'it was issued in the future' : undefined;
}

/** Finite, and no more than the year 9999. */
function isNumericDate(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 253_402_300_799;
}

function audienceProblem({ aud }: Claims, accepted: readonly string[] | undefined): string | undefined {
  if (accepted === undefined) return undefined;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  const isMeant = audiences.some((each) => typeof each === 'string' && accepted.includes(each));
  return isMeant ? undefined : 'it is meant for somebody else';
}
