import type { ClientDefinition } from '#protocol/client/client';
import { includesScope } from '#protocol/smart/scope-name';
import type { GrantDetails } from '../stores/authorization-code.store.js';

/** Whether a refresh token goes with the scopes: no scope gives one to a client that does not list the grant (reference 4.1). */
export function refreshKind(client: ClientDefinition, scopes: readonly string[]): GrantDetails['refresh'] {
  if (!client.allowedGrantTypes.includes('REFRESH_TOKEN')) return 'none';
  if (includesScope(scopes, 'offline_access')) return 'offline';
  return includesScope(scopes, 'online_access') ? 'online' : 'none';
}
