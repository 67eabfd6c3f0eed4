import { epochSeconds } from '../clock.js';
import { subjectOf } from '../user/subject.js';
import { identityClaimNames, identityClaims, type ClaimedUser } from './identity-claims.js';
import { tokenHash } from './token-hash.js';

/** What an id_token is made from. */
export interface IdTokenInput {
  readonly issuer: string;
  readonly clientId: string;
  readonly user: ClaimedUser;
  readonly issuedAt: Date;
  /** Seconds; an id_token is read once, so minutes are enough. */
  readonly lifetimeSeconds: number;
  /** When the person proved who they are; the same after a refresh (STD OID-11). */
  readonly authTime?: Date | undefined;
  /** Echoed as it came (STD OID-5). */
  readonly nonce?: string | undefined;
  /** The access token given with the id_token, for `at_hash`. */
  readonly accessToken?: string | undefined;
  /** `alg` of the key that will sign; it decides the hash of `at_hash`. */
  readonly algorithm: string;
  /** Public id of the browser session, for logout. */
  readonly sid?: string | undefined;
  readonly scopes: readonly string[];
  /** How the person signed in, such as `pwd` (RFC 8176). */
  readonly amr?: readonly string[] | undefined;
  /** The level of assurance that the sign-in reached. */
  readonly acr?: string | undefined;
  /** Claims about the person that were asked for and approved one by one. */
  readonly approvedClaims?: readonly string[] | undefined;
  readonly jti?: string | undefined;
}

/** Every claim that an id_token or userinfo can carry, for `claims_supported`. */
export const claimNames: readonly string[] = [
  'iss',
  'sub',
  'aud',
  'iat',
  'exp',
  'auth_time',
  'nonce',
  'at_hash',
  'amr',
  'acr',
  'sid',
  'jti',
  ...identityClaimNames,
];

/**
 * The claims of an id_token: those of the protocol, then those about the person that the scopes allow.
 * @throws TypeError an algorithm we do not sign with
 * @see OpenID Connect Core §2, §3.1.3.6; STD OID-6, U1, U2, I18
 */
export function idTokenClaims(input: IdTokenInput): Record<string, unknown> {
  const issuedAt = epochSeconds(input.issuedAt);
  const claims = {
    ...identityClaims(input.user, input.scopes, input.approvedClaims),
    iss: input.issuer,
    sub: subjectOf(input.user.username),
    aud: input.clientId,
    iat: issuedAt,
    exp: issuedAt + input.lifetimeSeconds,
    auth_time: input.authTime && epochSeconds(input.authTime),
    nonce: input.nonce,
    at_hash: input.accessToken === undefined ? undefined : tokenHash(input.accessToken, input.algorithm),
    amr: input.amr,
    acr: input.acr,
    sid: input.sid,
    jti: input.jti,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
