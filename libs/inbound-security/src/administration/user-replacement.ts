import { isStale } from '#protocol/administration/based-on';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { untilCurrent } from '#protocol/administration/until-current';
import { isJsonObject } from '#protocol/json/json-object';
import { asksToUnlock } from '#protocol/user/user-edit';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { findAccounts, isTemporarilyLocked, passwordHashes } from '../stores/account-list.store.js';
import type { AccountRow } from '../stores/account-row.js';
import type { UserChangeOptions, UserReplaced } from '../user-administration.port.js';
import { planChange, type PlannedChange } from './planned-user.js';
import { formerAmong } from './former-among.js';
import { reservedAmong } from './reserved-among.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange, recordDenial } from './user-audit.js';
import { taken } from './user-creation.js';
import { administeredUser } from './user-views.js';

/** PostgreSQL manual, appendix A: unique_violation. */
const UNIQUE_VIOLATION = '23505';

/** A stored user who is to be replaced. */
export interface Replacement extends UserChangeOptions {
  readonly instance: AccountsInstance;
  readonly pid: number;
  readonly json: unknown;
}

/** Puts a full object in the place of a stored user. */
export class UserReplacements {
  constructor(private readonly dependencies: UserAdministrationDependencies) {}

  replace(replacement: Replacement): Promise<UserReplaced> {
    return untilCurrent(replacement, () => this.attempt(replacement));
  }

  private async attempt(replacement: Replacement): Promise<UserReplaced> {
    const { instance, pid } = replacement;
    const [row] = await this.stored(instance, pid);
    if (row === undefined) return { kind: 'unknown' };
    if (isStale(replacement, row.version)) return { kind: 'stale' };
    const plan = await this.plan(replacement, row);
    if (plan.kind === 'change') return this.write(plan, replacement);
    if (plan.kind === 'forbidden') await this.deny(row, plan, replacement);
    return plan;
  }

  private async plan({ instance, json, author }: Replacement, row: AccountRow): Promise<PlannedChange | ChangeRefusal> {
    const { sql, passwords } = this.dependencies;
    const foreign = foreignPid(json, row.pid);
    if (foreign !== undefined) return foreign;
    const hash = (await passwordHashes(sql, [row.pid])).get(row.pid);
    const endsLock =
      asksToUnlock(json) && !row.account_locked && (await isTemporarilyLocked(sql, instance.moduleId, row.pid));
    const reserved = await reservedAmong(this.dependencies.reserved, instance.moduleId, [json]);
    return planChange(
      { row, json, hash, keepsPassword: false, isForeign: false, endsLock },
      {
        ...{ instance, author, passwords, reserved, former: await formerAmong(sql, instance, [json]) },
        identities: (entries, pid) => this.dependencies.identities.resolve(instance, entries, pid),
      },
    );
  }

  private async write(plan: PlannedChange, { instance, author }: Replacement): Promise<UserReplaced> {
    const { unknownFields, warnings, before, fields } = plan;
    const notes = { unknownFields, warnings };
    if (fields.length === 0) return { kind: 'unchanged', user: administeredUser(before), ...notes };
    const { moduleId } = instance;
    const result = await this.commit(moduleId, plan);
    if (result.kind !== 'written') return result;
    const { endedSessions } = result;
    const { username } = plan.update.account;
    const user = { moduleId, pid: before.pid, username };
    await recordChange(this.dependencies.audit, author, user, { change: 'changed', fields, endedSessions });
    const [row] = await this.stored(instance, before.pid);
    return row === undefined ? { kind: 'unknown' } : { kind: 'changed', user: administeredUser(row), fields, ...notes };
  }

  private async stored(instance: AccountsInstance, pid: number): Promise<readonly AccountRow[]> {
    return this.dependencies.identities.named(await findAccounts(this.dependencies.sql, instance, [pid]));
  }

  private async commit(moduleId: string, plan: PlannedChange): Promise<Written | ChangeRefusal> {
    const { pid } = plan.before;
    try {
      const { changed, indispensable } = await this.dependencies.writes.write({
        moduleId,
        creations: [],
        changes: [plan],
      });
      if (indispensable.has(pid)) return lastAdministrator();
      const endedSessions = changed.get(pid);
      return endedSessions === undefined ? { kind: 'stale' } : { kind: 'written', endedSessions };
    } catch (error) {
      if (isUniqueViolation(error)) return taken(plan.update.account.username);
      throw error;
    }
  }

  private deny(
    { module_id: moduleId, pid, username }: AccountRow,
    { problems }: Extract<ChangeRefusal, { kind: 'forbidden' }>,
    { author }: Replacement,
  ): Promise<void> {
    const fields = [...new Set(problems.map(({ field }) => field))];
    return recordDenial(this.dependencies.audit, author, { moduleId, pid, username }, { change: 'changed', fields });
  }
}

interface Written {
  readonly kind: 'written';
  readonly endedSessions: number;
}

/** F-54: somebody must be left who can put things right. */
export function lastAdministrator(): ChangeRefusal {
  const problem = 'is the last account by which the server can be administered as far as this one can';
  return { kind: 'refused', problems: [{ field: 'authorities', problem, remedy: 'Make another administrator first' }] };
}

function foreignPid(json: unknown, pid: number): ChangeRefusal | undefined {
  const said = isJsonObject(json) ? json.pid : undefined;
  if (said === undefined || said === null || said === pid) return undefined;
  const problem = `is that of another user: this one has ${String(pid)}`;
  return { kind: 'refused', problems: [{ field: 'pid', problem, remedy: 'Leave it out, or change the other user' }] };
}

/** Whether the database refused a row because another has its key. */
function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}
