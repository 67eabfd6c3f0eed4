import type { Authority } from '../user/authority.js';
import { expandRoles } from './roles.js';

/** Whether one of the names is a permission, or a role, that somebody has. */
export function holdsAny(authorities: readonly Authority[], names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const held = new Set([...authorities, ...expandRoles(authorities)].map(({ permission }) => permission));
  return names.some((name) => held.has(name));
}
