import type { ClientDefinition } from '../client/client.js';
import { includesScope } from '../smart/scope-name.js';
import type { ClaimsRequest } from './claims-request.js';
import { isAllowedClaim, scopeOfClaim } from './identity-claims.js';

/** Claims that a grant gives beyond those of its scopes. */
export type ApprovedClaims = Pick<ClaimsRequest, 'userInfo' | 'idToken'>;

/** What decides which scopes a request stands for. */
interface Asking {
  readonly scopes: readonly string[];
  readonly claims?: ClaimsRequest;
}

/**
 * The scopes that a person is asked to approve for the sake of single claims alone. People approve scopes, so that a claim without its scope would
 * get past them. A scope that the client may not have, or gets anyway, is none of these.
 */
export function scopesForClaims(
  { scopes, claims }: Asking,
  client: Pick<ClientDefinition, 'scopes' | 'autoGrantScopes' | 'fixedScope'>,
): readonly string[] {
  if (claims === undefined || client.fixedScope || !includesScope(scopes, 'openid')) return [];
  const needed = new Set([...claims.userInfo, ...claims.idToken].flatMap((name) => scopeOfClaim(name) ?? []));
  const gotAnyway = [...scopes, ...client.autoGrantScopes];
  return [...needed].filter((scope) => includesScope(client.scopes, scope) && !includesScope(gotAnyway, scope));
}

/** What an approval gives: the scopes that count as scopes, and the claims that were approved by the others. */
export interface Approved {
  readonly scopes: readonly string[];
  readonly claims?: ApprovedClaims;
}

/** Takes the approved scopes apart: those that stood for single claims alone allow these claims and nothing else. */
export function splitApproval(
  asking: Asking,
  client: Parameters<typeof scopesForClaims>[1],
  approvedScopes: readonly string[],
): Approved {
  const forClaims = scopesForClaims(asking, client);
  const scopes = approvedScopes.filter((scope) => !forClaims.includes(scope));
  const mayBeTold = (name: string): boolean => isAllowedClaim(name, approvedScopes);
  const { userInfo = [], idToken = [] } = asking.claims ?? {};
  const claims = { userInfo: userInfo.filter(mayBeTold), idToken: idToken.filter(mayBeTold) };
  return claims.userInfo.length + claims.idToken.length === 0 ? { scopes } : { scopes, claims };
}

/** Those of the approved claims whose scope the client may have today: a claim ends with its scope. */
export function standingClaims(
  names: readonly string[],
  { scopes, autoGrantScopes }: Pick<ClientDefinition, 'scopes' | 'autoGrantScopes'>,
): readonly string[] {
  return names.filter((name) => isAllowedClaim(name, [...scopes, ...autoGrantScopes]));
}
