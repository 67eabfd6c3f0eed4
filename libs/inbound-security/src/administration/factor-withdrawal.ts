import type { Sql } from '#database/sql.port';
import { isStale } from '#protocol/administration/based-on';
import { resetRefusal } from '#protocol/user/user-change-rules';
import { userTopic } from '../accounts/cached-users.js';
import { findAccounts } from '../stores/account-list.store.js';
import { recordOfRow, type AccountRow } from '../stores/account-row.js';
import { holdFactorsOf } from '../stores/factor-owner.store.js';
import type { UserChangeOptions, UserDeleted } from '../user-administration.port.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange, recordDenial, type UserChangeDetail } from './user-audit.js';

/** Something by which a person proves who they are, and which an administrator takes away. */
export interface FactorWithdrawal {
  readonly options: UserChangeOptions;
  /** The field of the user JSON, for the audit record. */
  readonly field: 'passkeys' | 'twoFactorAuthStatus';
  /** Takes it away in the transaction, which holds the person's factors; false where there is none. */
  readonly withdraw: (sql: Sql) => Promise<boolean>;
}

type Withdrawn =
  | { readonly kind: 'withdrawn'; readonly endedSessions: number }
  /** `isDenied`: to be on record. */
  | {
      readonly kind: 'not';
      readonly why: Exclude<UserDeleted, { readonly kind: 'changed' }>;
      readonly isDenied?: true;
    };

/** Takes it away where its author may (V-100), and ends the sessions, which it may have helped to. */
export async function withdrawFactor(
  dependencies: UserAdministrationDependencies,
  row: AccountRow,
  withdrawal: FactorWithdrawal,
): Promise<UserDeleted> {
  const { sql, changes, audit } = dependencies;
  const { author } = withdrawal.options;
  const { pid, module_id: moduleId, username } = row;
  const user = { moduleId, pid, username };
  const detail: UserChangeDetail = { change: 'changed', fields: [withdrawal.field] };
  const outcome = await sql.transaction((transaction) => withdrawIn(transaction, dependencies, row, withdrawal));
  if (outcome.kind === 'not') {
    if (outcome.isDenied) await recordDenial(audit, author, user, detail);
    return outcome.why;
  }
  await changes.caughtUp();
  await recordChange(audit, author, user, { ...detail, endedSessions: outcome.endedSessions });
  return { kind: 'changed' };
}

/** By the account as it is then: who was made a superuser a moment ago is one. */
async function withdrawIn(
  sql: Sql,
  { changes, writes }: Pick<UserAdministrationDependencies, 'changes' | 'writes'>,
  { pid, node_id: nodeId, module_id: moduleId }: AccountRow,
  { options, withdraw }: FactorWithdrawal,
): Promise<Withdrawn> {
  await holdFactorsOf(sql, pid);
  const [now] = await findAccounts(sql, { nodeId, moduleId }, [pid]);
  if (now === undefined) return { kind: 'not', why: { kind: 'unknown' } };
  if (isStale(options, now.version)) return { kind: 'not', why: { kind: 'stale' } };
  const refusal = resetRefusal(options.author, recordOfRow(now));
  if (refusal !== undefined) return { kind: 'not', why: refusal, isDenied: true };
  if (!(await withdraw(sql))) return { kind: 'not', why: { kind: 'unknown' } };
  await changes.announce(sql, userTopic(moduleId), [String(pid)]);
  return { kind: 'withdrawn', endedSessions: await writes.endSessions(sql, pid) };
}
