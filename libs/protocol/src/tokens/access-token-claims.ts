import { epochSeconds } from '../clock.js';
import type { DecisionTrace } from '../decision/decision-trace.js';
import type { Actor } from '../oauth2/actor.js';
import type { Confirmation } from '../oauth2/confirmation.js';
import { isReservedClaim } from './reserved-claims.js';

/** What an access token is made from. */
export interface AccessTokenInput {
  readonly issuer: string;
  /** The person's subject, or the client id for a client's own token (RFC 9068 §2.2; ruling 49). */
  readonly subject: string;
  /** The resource servers the token is for, or the issuer where none is known; never the client. */
  readonly audience: readonly string[];
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly issuedAt: Date;
  /** Seconds. */
  readonly lifetimeSeconds: number;
  readonly jti: string;
  /** The outbound module that issued the token. */
  readonly moduleId: string;
  readonly authTime?: Date | undefined;
  readonly amr?: readonly string[] | undefined;
  /** The level of assurance that the sign-in reached. */
  readonly acr?: string | undefined;
  /** Public id of the token family, where there is one. */
  readonly grantId?: string | undefined;
  /** Public id of the browser session, where the token came from one. */
  readonly sid?: string | undefined;
  /** Claims of our own, whose names start with `gatehouse_`. */
  readonly ownClaims?: Readonly<Record<`gatehouse_${string}`, unknown>> | undefined;
  /** Who acts for the subject (RFC 8693 §4.1); absent = nobody but the client. */
  readonly actor?: Actor | undefined;
  /** The key the token is bound to (RFC 7800 §3.1); absent = a bearer token. */
  readonly confirmation?: Confirmation | undefined;
  /** Claims added by a script; those of a reserved name are left out. */
  readonly customClaims?: Readonly<Record<string, unknown>> | undefined;
  /** Notes which custom claims were added and which were left out. */
  readonly trace?: DecisionTrace | undefined;
}

/**
 * The claims of an access token: RFC 9068, then the product's `smile_cdr_module_id`, then what a script added under free names.
 * The header needs `typ` `at+jwt`, so that no id_token passes as an access token (STD RFC9068-3).
 * @throws TypeError no audience, because a token without one would be accepted anywhere
 * @see RFC 9068 §2.2; reference 14.1; STD RFC9068-1, RFC9068-2
 */
export function accessTokenClaims(input: AccessTokenInput): Record<string, unknown> {
  const issuedAt = epochSeconds(input.issuedAt);
  const claims = {
    ...customClaims(input),
    ...input.ownClaims,
    iss: input.issuer,
    sub: input.subject,
    aud: audienceOf(input.audience),
    exp: issuedAt + input.lifetimeSeconds,
    iat: issuedAt,
    jti: input.jti,
    client_id: input.clientId,
    scope: input.scopes.join(' '),
    auth_time: input.authTime && epochSeconds(input.authTime),
    amr: input.amr,
    acr: input.acr,
    grant_id: input.grantId,
    sid: input.sid,
    act: input.actor,
    cnf: input.confirmation,
    smile_cdr_module_id: input.moduleId,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/** One audience is a plain string, which more readers understand than a list of one (RFC 7519 §4.1.3). */
function audienceOf(audience: readonly string[]): string | readonly string[] {
  const [first] = audience;
  if (first === undefined) throw new TypeError('An access token needs an audience');
  return audience.length === 1 ? first : audience;
}

function customClaims({ customClaims: custom = {}, trace }: AccessTokenInput): Record<string, unknown> {
  const kept = Object.entries(custom).filter(([name]) => {
    const reserved = isReservedClaim(name);
    const [outcome, ruleId] = reserved
      ? (['dropped', 'claim.reserved'] as const)
      : (['added', 'claim.custom'] as const);
    trace?.add({ kind: 'claim', value: name, outcome, ruleId, source: 'script' });
    return !reserved;
  });
  return Object.fromEntries(kept);
}
