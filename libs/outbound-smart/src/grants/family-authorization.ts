import type { ClientDefinition } from '#protocol/client/client';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import type { Authorization } from '../tokens/authorization.js';

/** What a code or a refresh token of a family proves. */
export interface FamilyProof {
  readonly grantType: 'authorization_code' | 'refresh';
  readonly client: ClientDefinition;
  readonly user: UserSessionDetails;
  readonly grantId: string;
  readonly details: GrantDetails;
}

/** The authorization that a token family stands for, as first approved. */
export function familyAuthorization({ grantType, client, user, grantId, details }: FamilyProof): Authorization {
  const { subject, scopes, launchContext, audience, amr, sid, nonce, flowId } = details;
  return {
    ...{ grantType, client, user, grantId, subject, scopes, launchContext, audience, amr, sid, flowId },
    authTime: new Date(details.authTime * 1_000),
    ...(nonce !== undefined && grantType === 'authorization_code' && { nonce }),
  };
}
