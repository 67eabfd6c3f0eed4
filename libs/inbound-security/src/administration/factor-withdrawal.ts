import type { Sql } from '#database/sql.port';
import { isStale } from '#protocol/administration/based-on';
import { resetRefusal } from '#protocol/user/user-change-rules';
import { userTopic } from '../cached-users.js';
import { recordOfRow, type AccountRow } from '../stores/account-row.js';
import type { UserChangeOptions, UserDeleted } from '../user-administration.port.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange, recordDenial, type UserChangeDetail } from './user-audit.js';

/** Something by which a person proves who they are, and which an administrator takes away. */
export interface FactorWithdrawal {
  readonly options: UserChangeOptions;
  /** The field of the user JSON, for the audit record. */
  readonly field: 'passkeys' | 'twoFactorAuthStatus';
  /** Takes it away in the transaction; false where there is none. */
  readonly withdraw: (sql: Sql) => Promise<boolean>;
}

/** Takes it away where its author may (V-100), and ends the sessions, which it may have helped to. */
export async function withdrawFactor(
  { sql, changes, audit, writes }: UserAdministrationDependencies,
  row: AccountRow,
  { options, field, withdraw }: FactorWithdrawal,
): Promise<UserDeleted> {
  const { author } = options;
  const { pid, module_id: moduleId, username } = row;
  const user = { moduleId, pid, username };
  const detail: UserChangeDetail = { change: 'changed', fields: [field] };
  if (isStale(options, row.version)) return { kind: 'stale' };
  const refusal = resetRefusal(author, recordOfRow(row));
  if (refusal !== undefined) {
    await recordDenial(audit, author, user, detail);
    return refusal;
  }
  const endedSessions = await sql.transaction(async (transaction) => {
    if (!(await withdraw(transaction))) return undefined;
    await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
    return writes.endSessions(transaction, pid);
  });
  if (endedSessions === undefined) return { kind: 'unknown' };
  await changes.caughtUp();
  await recordChange(audit, author, user, { ...detail, endedSessions });
  return { kind: 'changed' };
}
