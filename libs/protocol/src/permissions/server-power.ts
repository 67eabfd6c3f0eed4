import type { Authority } from '../user/authority.js';
import { administrativeBeyond } from './may-grant.js';
import { permissionTable } from './permission-table.js';

/** Whether a permission is known here as one about the server. */
export function isAboutServer({ permission }: Authority): boolean {
  return permissionTable.get(permission)?.treatment === 'administration';
}

/** Those of somebody's permissions, roles taken apart, that are power over the server and that the others do not give as well. */
export function powerBeyond(others: readonly Authority[], held: readonly Authority[]): readonly Authority[] {
  const powers = held.filter(isAboutServer);
  return powers.length === 0 ? powers : administrativeBeyond(others, powers);
}
