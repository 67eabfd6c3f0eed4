import type { Sql } from '#database/sql.port';
import type { DefinedModule } from '#module-config/stored-by-definition.port';
import type { Superusers } from '#module-config/superusers.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { secondFactorStep } from '#protocol/second-factor/second-factor';
import type { AccountRow } from '../stores/account-row.js';
import { highestRankWithout, superusersOf } from '../stores/administrators.store.js';
import { ownFactorWarnings } from './own-factor-warning.js';
import { passwordDoor, type PasswordDoor } from './password-door.js';

/** Why a change would take the password from all of them. */
const NOT_ENOUGH =
  'After this nobody who has ROLE_SUPERUSER could call the admin API by a password any more: a second factor would be demanded of all of them ' +
  '(tfa.required_permissions, tfa.programs_by_password_alone), and a call by password shows none. Make a service account with ROLE_SUPERUSER first, of which ' +
  'none is demanded, or let the operator make the change by the gatehouse command.';

/** {@link Superusers} among the accounts of local modules. */
export class LocalSuperusers implements Superusers {
  constructor(private readonly sql: Sql) {}

  async canSignInAt(moduleIds: readonly string[]): Promise<boolean> {
    if (moduleIds.length === 0) return false;
    return (await this.sql.transaction((sql) => highestRankWithout(sql, { pids: [], moduleIds }))) === 2;
  }

  async passwordTaken(before: readonly DefinedModule[], after: readonly DefinedModule[]): Promise<string | undefined> {
    const isTaken = !(await this.isPasswordEnoughAt(after)) && (await this.isPasswordEnoughAt(before));
    return isTaken ? NOT_ENOUGH : undefined;
  }

  ownWarnings(author: ChangeAuthor, before: DefinedModule | undefined, after: DefinedModule): readonly string[] {
    return ownFactorWarnings(author, before, after);
  }

  private async isPasswordEnoughAt(modules: readonly DefinedModule[]): Promise<boolean> {
    const doors = modules.map(passwordDoor).filter((door) => door !== undefined);
    if (doors.length === 0) return false;
    const superusers = await superusersOf(
      this.sql,
      doors.map(({ moduleId }) => moduleId),
    );
    return superusers.some((row) => doors.some((door) => door.moduleId === row.module_id && isEnough(row, door)));
  }
}

/** As the admin API judges a call by password. */
function isEnough(row: AccountRow, door: PasswordDoor): boolean {
  const isDemanded = !row.service_account && (row.second_factor_required || door.demandsMoreOf(row.authorities));
  return door.byPasswordAlone || secondFactorStep(['pwd'], { kinds: row.second_factors }, isDemanded) === 'none';
}
