import type { ClientDefinition } from '#protocol/client/client';
import { isOfIncarnation } from '#protocol/client/incarnation';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { standingClaims } from '#protocol/oidc/claims-approval';
import { noteScopesTakenAway } from '#protocol/smart/grant-trace';
import { launchContextFor } from '#protocol/smart/launch-context';
import { standingScopes } from '#protocol/smart/standing-scopes';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import { refreshKind } from '../tokens/refresh-kind.js';

/**
 * What was granted earlier, as far as the client may have it today. What is stored stays as it was granted.
 * @throws OAuthError invalid_grant — something was granted, and nothing of it is left; it was granted to an archived client of the same id
 */
export function standingGrant(details: GrantDetails, client: ClientDefinition, trace: DecisionTrace): GrantDetails {
  if (!isOfIncarnation(details, client))
    throw new OAuthError('invalid_grant', 'It was granted to a client that has been deleted.');
  const scopes = standingScopes(details.scopes, client);
  const standing = { ...details, ...claimsLeft(details, client) };
  if (scopes.length === details.scopes.length) return standing;
  noteScopesTakenAway(details.scopes, scopes, trace);
  if (scopes.length === 0)
    throw new OAuthError('invalid_grant', 'The client may no longer have any of the scopes that were granted.');
  return {
    ...standing,
    scopes,
    launchContext: launchContextFor(scopes, details.launchContext),
    refresh: details.refresh === 'none' ? 'none' : refreshKind(client, scopes),
  };
}

function claimsLeft({ claims }: GrantDetails, client: ClientDefinition): Pick<GrantDetails, 'claims'> {
  if (claims === undefined) return {};
  const userInfo = standingClaims(claims.userInfo, client);
  return { claims: { userInfo, idToken: standingClaims(claims.idToken, client) } };
}
