import type { Authority } from '../user/authority.js';
import { reachOf } from './authority-reach.js';
import { needsArgument } from './permission-catalogue.js';
import { permissionTable } from './permission-table.js';
import { roles } from './roles.js';

/** Why it cannot be told what an authority gives. */
export type AuthorityFault = 'unknown' | 'argument-missing' | 'argument-unreadable';

/** What is wrong with an authority, so that it gives nothing; undefined where nothing is. */
export function authorityFault(authority: Authority): AuthorityFault | undefined {
  const { permission, argument } = authority;
  const row = permissionTable.get(permission);
  if (row === undefined) return roles.has(permission) ? roleFault(authority) : 'unknown';
  if (argument === undefined && needsArgument(permission)) return 'argument-missing';
  return row.treatment === 'data' && reachOf(authority) === undefined ? 'argument-unreadable' : undefined;
}

/** A role with an argument was meant to give less than the role, and nobody knows what. */
function roleFault({ argument }: Authority): AuthorityFault | undefined {
  return argument === undefined ? undefined : 'argument-unreadable';
}
