import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangedField } from '#protocol/user/user-edit';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { storedForm } from '../accounts/new-account.js';
import { findAccounts } from '../stores/account-list.store.js';
import { accountOfRow, type AccountRow } from '../stores/account-row.js';
import type { PlannedChange } from './planned-user.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange } from './user-audit.js';

const LOCKOUT: ChangeAuthor = { kind: 'server', actor: 'lockout' };
const FIELDS: readonly ChangedField[] = ['accountLocked'];

/**
 * Locks an account after too many wrong passwords until an administrator unlocks it. The last administrator is not locked so, or strangers could
 * shut out everybody who can unlock; the temporary lock holds (F-54).
 */
export async function lockForGood(
  { sql, writes, audit }: Pick<UserAdministrationDependencies, 'sql' | 'writes' | 'audit'>,
  instance: AccountsInstance,
  pid: number,
): Promise<void> {
  const [row] = await findAccounts(sql, instance, [pid]);
  if (row === undefined || row.account_locked) return;
  const { moduleId } = instance;
  const { changed } = await writes.write({ moduleId, creations: [], changes: [locking(row, instance)] });
  const endedSessions = changed.get(pid);
  if (endedSessions === undefined) return;
  const user = { moduleId, pid, username: row.username };
  await recordChange(audit, LOCKOUT, user, { change: 'changed', fields: FIELDS, endedSessions });
}

function locking(row: AccountRow, instance: AccountsInstance): PlannedChange {
  const { pid, version } = row;
  const update = { ...storedForm({ ...accountOfRow(row), accountLocked: true }, instance), pid, version };
  return {
    ...{ kind: 'change', before: row, fields: FIELDS, endsSessions: true, unknownFields: [], warnings: [] },
    update: { ...update, withdrawsGrants: true },
  };
}
