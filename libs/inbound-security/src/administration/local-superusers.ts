import type { Sql } from '#database/sql.port';
import type { PasswordDoor, Superusers } from '#module-config/superusers.port';
import { holdsAny } from '#protocol/permissions/holds-any';
import { secondFactorStep } from '#protocol/second-factor/second-factor';
import type { AccountRow } from '../stores/account-row.js';
import { highestRankWithout, superusersOf } from '../stores/administrators.store.js';

/** {@link Superusers} among the accounts of local modules. */
export class LocalSuperusers implements Superusers {
  constructor(private readonly sql: Sql) {}

  async canSignInAt(moduleIds: readonly string[]): Promise<boolean> {
    if (moduleIds.length === 0) return false;
    return (await this.sql.transaction((sql) => highestRankWithout(sql, { pids: [], moduleIds }))) === 2;
  }

  async isPasswordEnoughAt(doors: readonly PasswordDoor[]): Promise<boolean> {
    if (doors.length === 0) return false;
    const superusers = await superusersOf(
      this.sql,
      doors.map(({ moduleId }) => moduleId),
    );
    return superusers.some((row) => doors.some((door) => door.moduleId === row.module_id && isEnough(row, door)));
  }
}

/** As the admin API judges a call by password. */
function isEnough(row: AccountRow, { demandedOf, byPasswordAlone }: PasswordDoor): boolean {
  const isDemanded = !row.service_account && (row.second_factor_required || holdsAny(row.authorities, demandedOf));
  return byPasswordAlone || secondFactorStep(['pwd'], { kinds: row.second_factors }, isDemanded) === 'none';
}
