import type { ChallengeScheme, OAuthError } from './oauth-error.js';
import { formatScope } from './scope.js';

/**
 * Value of `WWW-Authenticate` for a request that sent no credentials: no error member (RFC 6750 §3.1, STD RFC6750-3).
 * @param realm a name we chose, printable ASCII without quotation marks
 */
export function challenge(scheme: ChallengeScheme, realm: string): string {
  return `${scheme} realm="${realm}"`;
}

/**
 * Value of `WWW-Authenticate` for a refused bearer token (RFC 6750 §3, RFC 9470 §3; STD RFC6750-2, RFC9470-1).
 * @param scopes what the resource needs; given with `insufficient_scope`
 */
export function bearerErrorChallenge(realm: string, error: OAuthError, scopes: readonly string[] = []): string {
  const members = [challenge('Bearer', realm), `error="${error.code}"`, `error_description="${error.description}"`];
  if (scopes.length > 0) members.push(`scope="${formatScope(scopes)}"`);
  const { acrValues = [], maxAge } = error.neededSignIn ?? {};
  if (acrValues.length > 0) members.push(`acr_values="${acrValues.join(' ')}"`);
  if (maxAge !== undefined) members.push(`max_age="${String(maxAge)}"`);
  return members.join(', ');
}
