import type { ChallengeScheme, OAuthError } from './oauth-error.js';
import { formatScope } from './scope.js';

/**
 * Value of `WWW-Authenticate` for a request that sent no credentials: no error member (RFC 6750 §3.1, STD RFC6750-3).
 * @param realm a name we chose, printable ASCII without quotation marks
 */
export function challenge(scheme: ChallengeScheme, realm: string): string {
  return `${scheme} realm="${realm}"`;
}

/** The same for a request that sent no access token, one for each scheme that is taken; without algorithms DPoP is none (RFC 9449 §7.1). */
export function tokenChallenges(realm: string, proofAlgorithms: readonly string[]): readonly string[] {
  return [challenge('Bearer', realm), ...dpopChallenge(realm, proofAlgorithms)];
}

/**
 * The challenges for a refused access token: the error stands under the scheme that was used (RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3; STD
 * RFC6750-2, RFC9470-1). DPoP is offered besides where another token could help.
 */
export function tokenErrorChallenges(realm: string, error: OAuthError): readonly string[] {
  const members = [`error="${error.code}"`, `error_description="${error.description}"`];
  if (error.neededScopes.length > 0) members.push(`scope="${formatScope(error.neededScopes)}"`);
  const { acrValues = [], maxAge } = error.neededSignIn ?? {};
  if (acrValues.length > 0) members.push(`acr_values="${acrValues.join(' ')}"`);
  if (maxAge !== undefined) members.push(`max_age="${String(maxAge)}"`);
  if (error.challenge === 'DPoP')
    return [[challenge('DPoP', realm), ...members, algorithms(error.proofAlgorithms)].join(', ')];
  const refusal = [challenge('Bearer', realm), ...members].join(', ');
  return error.code === 'invalid_token' ? [refusal, ...dpopChallenge(realm, error.proofAlgorithms)] : [refusal];
}

function dpopChallenge(realm: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${challenge('DPoP', realm)}, ${algorithms(names)}`];
}

function algorithms(names: readonly string[]): string {
  return `algs="${names.join(' ')}"`;
}
