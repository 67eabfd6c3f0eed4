import { expandRoles } from '#protocol/permissions/roles';
import type { Authority } from '#protocol/user/authority';

/** What every caller needs, whatever is called (reference 12). */
const GATE = 'ACCESS_ADMIN_JSON';

/** Which permission a caller lacks: the one for the admin API itself, or those of which one would do; undefined where nothing is missing. */
export function missingPermission(held: readonly Authority[], anyOf: readonly string[]): string | undefined {
  const names = new Set(expandRoles(held).map(({ permission }) => permission));
  if (!names.has(GATE)) return GATE;
  return anyOf.some((name) => names.has(name)) ? undefined : anyOf.join(' or ');
}
