import type { PersonReference } from '#outbound-smart/session-management/session-administration.port';
import { ApiError } from '../http/api-error.js';
import type { PersonQuery } from './person.query.js';

/**
 * The person that an address names.
 * @throws ApiError 400 — by neither way, or by both
 */
export function personIn(query: PersonQuery): PersonReference {
  const { user_pid: pid, user_node_id: nodeId, user_module_id: moduleId, username, username_issuer: issuer } = query;
  const names = [nodeId, moduleId, username];
  if (pid !== '' && [...names, issuer].every((text) => text === '')) return { userPid: Number(pid) };
  if (pid === '' && names.every((text) => text !== ''))
    return { nodeId, moduleId, username, ...(issuer !== '' && { issuer }) };
  throw new ApiError(400, 'Name the user by user_pid, or by user_node_id, user_module_id and username.');
}
