import { equalInConstantTime } from '../constant-time.js';
import { tokenHash } from '../oidc/token-hash.js';

/** Seconds by which clocks of other servers may be wrong. */
const SKEW = 60;
/** Seconds by which the clock of a server may be behind, whose token is bound to the sign-in by its nonce anyway. */
const SLOW_CLOCK = 300;
/** Characters of `sub`, at most (OpenID Connect Core §2). */
const LONGEST_SUBJECT = 255;

/** An ID token of which signature, issuer and times were verified. */
export interface VerifiedIdToken {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
}

/** What it must fit to. */
export interface IdTokenExpectation {
  /** Our client id at that server. */
  readonly clientId: string;
  readonly nonce: string;
  /** It came with this one. */
  readonly accessToken: string;
  /** When the person was sent to that server. */
  readonly sentAt: Date;
  /** How old the sign-in there may be at that moment, in seconds; absent where nobody asked. */
  readonly greatestAge?: number;
}

type Check = (token: VerifiedIdToken, expected: IdTokenExpectation) => string | undefined;

const checks: readonly Check[] = [subject, audience, authorizedParty, issuedAt, nonce, accessTokenHash, authTime];

/**
 * What is wrong with an ID token that another server answered a code with, in words for the log that repeat nothing of it; undefined for a good one.
 * @see OpenID Connect Core §3.1.3.7, §3.1.3.8; V-47
 */
export function idTokenProblem(token: VerifiedIdToken, expected: IdTokenExpectation): string | undefined {
  for (const check of checks) {
    const problem = check(token, expected);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function subject({ claims: { sub } }: VerifiedIdToken): string | undefined {
  return typeof sub === 'string' && sub !== '' && sub.length <= LONGEST_SUBJECT
    ? undefined
    : 'sub is no id of a person';
}

function audience({ claims: { aud } }: VerifiedIdToken, { clientId }: IdTokenExpectation): string | undefined {
  return audiences(aud).includes(clientId) ? undefined : 'aud is not our client id there';
}

/** With several audiences it must say which of them asked for it (§3.1.3.7, 4 and 5). */
function authorizedParty(
  { claims: { aud, azp } }: VerifiedIdToken,
  { clientId }: IdTokenExpectation,
): string | undefined {
  if (azp === undefined) return audiences(aud).length > 1 ? 'azp is missing beside several audiences' : undefined;
  return azp === clientId ? undefined : 'azp is not our client id there';
}

/** It is an answer to this sign-in, and no older. That it is not of the future was verified. */
function issuedAt({ claims: { iat } }: VerifiedIdToken, { sentAt }: IdTokenExpectation): string | undefined {
  if (!isTime(iat)) return 'iat is no time';
  return iat >= sentAt.getTime() / 1_000 - SLOW_CLOCK ? undefined : 'iat is before this sign-in';
}

function nonce({ claims }: VerifiedIdToken, expected: IdTokenExpectation): string | undefined {
  const isOurs = typeof claims['nonce'] === 'string' && equalInConstantTime(claims['nonce'], expected.nonce);
  return isOurs ? undefined : 'nonce is not the one of this sign-in';
}

/** Optional with a code, because both come from the token endpoint; when it is there it counts (§3.1.3.6). */
function accessTokenHash(
  { claims, header: { alg } }: VerifiedIdToken,
  { accessToken }: IdTokenExpectation,
): string | undefined {
  const hash = claims['at_hash'];
  if (hash === undefined) return undefined;
  const isRight = typeof hash === 'string' && typeof alg === 'string' && hash === tokenHash(accessToken, alg);
  return isRight ? undefined : 'at_hash is not that of the access token';
}

function authTime({ claims }: VerifiedIdToken, { sentAt, greatestAge }: IdTokenExpectation): string | undefined {
  const { auth_time: at, iat } = claims;
  if (isTime(at) && isTime(iat) && at > iat + SKEW) return 'auth_time is after iat';
  if (greatestAge === undefined) return undefined;
  if (!isTime(at)) return 'auth_time is missing, though max_age was asked for';
  const earliest = sentAt.getTime() / 1_000 - greatestAge - SKEW;
  return at >= earliest ? undefined : 'auth_time is older than was asked for';
}

function audiences(aud: unknown): readonly unknown[] {
  return Array.isArray(aud) ? (aud as readonly unknown[]) : [aud];
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
