import type { ClientDefinition } from '#protocol/client/client';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import type { Authorization, GrantTypeName } from '../tokens/authorization.js';
import { withSignInPart } from './sign-in-part.js';

/** What proves the grant of a family: a code, a refresh token, a password. */
export interface FamilyProof {
  readonly grantType: Exclude<GrantTypeName, 'client_credentials'>;
  readonly client: ClientDefinition;
  readonly user: UserSessionDetails;
  readonly grantId: string;
  readonly details: GrantDetails;
}

/** The authorization that a token family stands for, as it was granted first. */
export function familyAuthorization({ grantType, client, user, grantId, details }: FamilyProof): Authorization {
  const { subject, scopes, launchContext, launch, audience, amr, acr, claims, sid, nonce, flowId, power } = details;
  const { namedAudience, shownParameters, scriptedLaunch, userPid, securityVersion } = details;
  return {
    ...{
      grantType,
      client,
      user: withSignInPart(user, details),
      holder: { userPid, securityVersion },
      grantId,
      subject,
      scopes,
      launchContext,
      audience,
      amr,
      flowId,
    },
    ...(sid !== undefined && { sid }),
    ...(acr !== undefined && { acr }),
    ...(claims && { claims }),
    authTime: new Date(details.authTime * 1_000),
    ...(launch !== undefined && { launch }),
    ...(power && { power }),
    ...(namedAudience !== undefined && { namedAudience }),
    ...(shownParameters && { shownParameters }),
    ...(scriptedLaunch && { scriptedLaunch }),
    // A refreshed ID token has no nonce: it answers no authentication request (OpenID Connect Core §12.2).
    ...(nonce !== undefined && grantType !== 'refresh' && { nonce }),
  };
}
