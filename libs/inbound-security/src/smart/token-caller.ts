import { sha256Base64Url } from '#protocol/hash';
import { narrowPermissions } from '#protocol/permissions/narrow-permissions';
import type { Authority } from '#protocol/user/authority';
import type { ExternalTokenCaller } from '../external-token.port.js';
import type { DirectoryUser } from '../user-directory.port.js';
import type { BelievedToken } from './believed-token.js';
import type { SmartInboundInstance } from './smart-inbound-instance.js';

/** A believed token and its account as it is now. */
export interface HeldToken {
  readonly instance: SmartInboundInstance;
  readonly token: BelievedToken;
  /** The token itself, from which a name is made where it has none. */
  readonly text: string;
  readonly user?: DirectoryUser;
}

/** A believed token and the module at which it was shown. */
export interface BearerToken extends Pick<HeldToken, 'token' | 'text'> {
  readonly moduleId: string;
}

/** Who shows the token, and what they may do by it. */
export function callerOf(held: HeldToken): ExternalTokenCaller {
  const { instance, token, text, user } = held;
  return {
    ...bearerOf({ moduleId: instance.moduleId, token, text }),
    ...(user && { user: { pid: user.pid, moduleId: user.moduleId, username: user.username } }),
    authorities: user === undefined ? [] : authoritiesOf(held, user),
  };
}

/** Who shows the token, by the token alone. */
export function bearerOf({ moduleId, token, text }: BearerToken): Omit<ExternalTokenCaller, 'authorities' | 'user'> {
  const { server, facts } = token;
  const {
    subject,
    scopes,
    acr,
    authTime,
    patient,
    clientId = subject,
    jti = sha256Base64Url(text).slice(0, 22),
  } = facts;
  return {
    ...{ source: 'other', issuer: server.issuer, moduleId, clientId, subject, jti, scopes },
    ...(acr !== undefined && { acr }),
    ...(authTime !== undefined && { authTime }),
    ...(patient !== undefined && { patient }),
  };
}

/**
 * What the account holds, narrowed by the scopes. Power over this server needs a token that was made for it: without a list of audiences any app of
 * the other server would have the power of whoever signs in there, and no page here told them so.
 */
function authoritiesOf({ instance, token }: HeldToken, user: DirectoryUser): readonly Authority[] {
  const { audiences, enforcesApprovedScopes: enforced } = instance.options;
  const { scopes, isOfClient, patient } = token.facts;
  const { permissions, isSuperuser } = narrowPermissions(user.authorities, {
    ...{ scopes, enforced, kind: isOfClient ? 'client' : 'person' },
    ...(patient !== undefined && { patient }),
    ...(audiences.length === 0 && { power: [] }),
  });
  return isSuperuser ? [{ permission: 'ROLE_SUPERUSER' }, ...permissions] : permissions;
}
