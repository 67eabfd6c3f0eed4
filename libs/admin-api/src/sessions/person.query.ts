import { Matches } from 'class-validator';
import type { PersonReference } from '#outbound-smart/session-management/session-administration.port';
import { Text } from '../description/fields.js';
import { ApiError } from '../http/api-error.js';
import { QueryText } from '../http/query-fields.js';

/** Which person is meant: by number, or by module and name. */
export class PersonQuery {
  @Text('Number of the user; in place of all the others.')
  @Matches(/^(?:[1-9]\d{0,14})?$/, { message: 'user_pid must be a number' })
  readonly user_pid: string = '';

  @QueryText(100, 'Node of the module that knows the user.')
  readonly user_node_id: string = '';

  @QueryText(100, 'Inbound module that knows the user.')
  readonly user_module_id: string = '';

  @QueryText(200, 'Name of the user.')
  readonly username: string = '';

  @QueryText(2048, 'Issuer of a federated account.')
  readonly username_issuer: string = '';
}

/** The same, and which app alone is meant. */
export class WithdrawalQuery extends PersonQuery {
  @QueryText(200, 'The app that loses its access; all of them unless set.')
  readonly client_id: string = '';
}

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
