import { isSuperuser } from '../permissions/may-grant.js';
import type { Authority } from './authority.js';
import type { UserAccount } from './new-user.js';

/** How much of the server somebody can put in order: all of it, its users, nothing. */
export type AdministratorRank = 2 | 1 | 0;

/** The rank of an account that is open. @param canSignIn it has a password, and none that is still to come */
export function administratorRank(account: UserAccount, canSignIn: boolean): AdministratorRank {
  const { accountLocked, accountDisabled, systemUser, authorities } = account;
  if (accountLocked || accountDisabled || systemUser || !canSignIn) return 0;
  if (isSuperuser(authorities)) return 2;
  return administersUsers(authorities) ? 1 : 0;
}

function administersUsers(authorities: readonly Authority[]): boolean {
  const whole = new Set(
    authorities.flatMap(({ permission, argument }) => (argument === undefined ? [permission] : [])),
  );
  const hasAny = (...names: readonly string[]): boolean => names.some((name) => whole.has(name));
  return hasAny('ACCESS_ADMIN_JSON', 'ACCESS_ADMIN_WEB') && hasAny('UPDATE_USER', 'SAVE_USER');
}
