import { isStale } from '#protocol/administration/based-on';
import { resetRefusal } from '#protocol/user/user-change-rules';
import { userTopic } from '../cached-users.js';
import { forgetFailures } from '../stores/account-write.store.js';
import { recordOfRow, type AccountRow } from '../stores/account-row.js';
import { removePasskeys } from '../stores/passkey.store.js';
import { replaceRecoveryCodes } from '../stores/recovery-code.store.js';
import { abandonTotpEnrolments } from '../stores/totp-enrolment.store.js';
import { removeTotpKey } from '../stores/totp-key.store.js';
import type { UserChangeOptions, UserDeleted } from '../user-administration.port.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange, recordDenial } from './user-audit.js';

const DETAIL = { change: 'changed', fields: ['twoFactorAuthStatus'] } as const;

/** Takes a person's authenticator app and passkeys away, with everything that was to be confirmed, and ends the sessions that it helped to. */
export async function resetSecondFactor(
  { sql, changes, audit, writes }: UserAdministrationDependencies,
  row: AccountRow,
  options: UserChangeOptions,
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
    await removeTotpKey(transaction, pid);
    await removePasskeys(transaction, pid);
    await abandonTotpEnrolments(transaction, pid);
    await replaceRecoveryCodes(transaction, pid, []);
    await forgetFailures(transaction, moduleId, [pid]);
    await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
    return writes.endSessions(transaction, pid);
  });
  await changes.caughtUp();
  await recordChange(audit, author, user, { ...DETAIL, endedSessions });
  return { kind: 'changed' };
}
