import { isDeepStrictEqual } from 'node:util';
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
    ...launchLeft(details, scopes),
    refresh: details.refresh === 'none' ? 'none' : refreshKind(client, scopes),
  };
}

/** Of what the script left, all but what was in context by the scopes that are gone. */
function launchLeft(
  { launchContext: granted, scriptedLaunch }: GrantDetails,
  scopes: readonly string[],
): Pick<GrantDetails, 'launchContext' | 'scriptedLaunch'> {
  const launchContext = launchContextFor(scopes, granted);
  if (scriptedLaunch === undefined) return { launchContext };
  const gone = granted.resources.filter((each) => !launchContext.resources.includes(each));
  const resources = scriptedLaunch.resources.filter((each) => !gone.some((lost) => isDeepStrictEqual(lost, each)));
  const members = Object.entries(scriptedLaunch.members).filter(
    ([name, value]) => name in launchContext.members || !isDeepStrictEqual(granted.members[name], value),
  );
  return { launchContext, scriptedLaunch: { resources, members: Object.fromEntries(members) } };
}

function claimsLeft({ claims }: GrantDetails, client: ClientDefinition): Pick<GrantDetails, 'claims'> {
  if (claims === undefined) return {};
  const userInfo = standingClaims(claims.userInfo, client);
  return { claims: { userInfo, idToken: standingClaims(claims.idToken, client) } };
}
