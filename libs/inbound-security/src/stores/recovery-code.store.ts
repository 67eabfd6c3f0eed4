import type { Sql, SqlStatement } from '#database/sql.port';
import { forgetShownCodes } from './shown-recovery-codes.store.js';

const TAKE: SqlStatement = {
  name: 'recovery_code_take',
  text: `UPDATE recovery_code SET used_at = gatehouse_now() WHERE user_pid = $1 AND code_hash = $2 AND used_at IS NULL RETURNING user_pid`,
};

const FORGET: SqlStatement = { name: 'recovery_code_forget', text: 'DELETE FROM recovery_code WHERE user_pid = $1' };

const KEEP: SqlStatement = {
  name: 'recovery_code_keep',
  text: 'INSERT INTO recovery_code (user_pid, code_hash) SELECT $1, unnest($2::text[])',
};

const COUNT: SqlStatement = {
  name: 'recovery_code_count',
  text: 'SELECT count(*)::int AS left FROM recovery_code WHERE user_pid = $1 AND used_at IS NULL',
};

/** Takes a code: true for one caller, ever. */
export async function takeRecoveryCode(sql: Sql, pid: number, hash: string): Promise<boolean> {
  return (await sql.query(TAKE, [pid, hash])).length === 1;
}

/** Puts these in place of all that were, which are not shown any more either; none at all leaves the person without. */
export async function replaceRecoveryCodes(sql: Sql, pid: number, hashes: readonly string[]): Promise<void> {
  await forgetShownCodes(sql, pid);
  await sql.query(FORGET, [pid]);
  if (hashes.length > 0) await sql.query(KEEP, [pid, hashes]);
}

/** How many can still be used. */
export async function countRecoveryCodes(sql: Sql, pid: number): Promise<number> {
  const [row] = await sql.query<{ readonly left: number }>(COUNT, [pid]);
  return row?.left ?? 0;
}
