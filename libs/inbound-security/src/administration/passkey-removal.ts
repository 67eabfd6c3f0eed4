import { isStale } from '#protocol/administration/based-on';
import { resetRefusal } from '#protocol/user/user-change-rules';
import { userTopic } from '../cached-users.js';
import { forgetLastCodes } from '../passkeys/last-codes.js';
import { recordOfRow, type AccountRow } from '../stores/account-row.js';
import { removePasskey } from '../stores/passkey.store.js';
import type { UserChangeOptions, UserDeleted } from '../user-administration.port.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange, recordDenial } from './user-audit.js';

const DETAIL = { change: 'changed', fields: ['passkeys'] } as const;

/** A change that takes one passkey away. */
export interface PasskeyRemoval {
  readonly id: string;
  readonly options: UserChangeOptions;
}

/** Takes one of a person's passkeys away, such as that of a lost device, and ends the sessions, which it may have helped to. */
export async function removeUserPasskey(
  { sql, changes, audit, writes }: UserAdministrationDependencies,
  row: AccountRow,
  { id, options }: PasskeyRemoval,
): Promise<UserDeleted> {
  const { author } = options;
  if (isStale(options, row.version)) return { kind: 'stale' };
  const { pid, module_id: moduleId, username } = row;
  const user = { moduleId, pid, username };
  const refusal = resetRefusal(author, recordOfRow(row));
  if (refusal !== undefined) {
    await recordDenial(audit, author, user, DETAIL);
    return refusal;
  }
  const endedSessions = await sql.transaction(async (transaction) => {
    if ((await removePasskey(transaction, pid, id)) === undefined) return undefined;
    await forgetLastCodes(transaction, pid);
    await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
    return writes.endSessions(transaction, pid);
  });
  if (endedSessions === undefined) return { kind: 'unknown' };
  await changes.caughtUp();
  await recordChange(audit, author, user, { ...DETAIL, endedSessions });
  return { kind: 'changed' };
}
