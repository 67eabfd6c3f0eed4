import type { Sql } from '#database/sql.port';
import { listPasskeys } from '../stores/passkey.store.js';
import { replaceRecoveryCodes } from '../stores/recovery-code.store.js';
import { findTotpKey } from '../stores/totp-key.store.js';

/** Takes the recovery codes of somebody who has no factor left, inside the caller's transaction: they are not one by themselves. */
export async function forgetLastCodes(transaction: Sql, pid: number): Promise<void> {
  if ((await listPasskeys(transaction, pid)).length > 0 || (await findTotpKey(transaction, pid)) !== undefined) return;
  await replaceRecoveryCodes(transaction, pid, []);
}
