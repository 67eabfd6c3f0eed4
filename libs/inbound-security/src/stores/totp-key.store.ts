import type { Sql, SqlStatement } from '#database/sql.port';

/** Somebody's key, and what time it is. */
export interface TotpKeyRow {
  readonly key_id: string;
  readonly sealed_key: string;
  readonly now: Date;
}

const FIND: SqlStatement = {
  name: 'totp_key_find',
  text: 'SELECT key_id, sealed_key, gatehouse_now() AS now FROM totp_key WHERE user_pid = $1',
};

/** Only onwards: of all who show codes of one step, or of an earlier one, the first alone is let in (V-57). */
const ACCEPT: SqlStatement = {
  name: 'totp_key_accept',
  text: `UPDATE totp_key SET last_step = $3, last_used_at = gatehouse_now()
    WHERE user_pid = $1 AND key_id = $2 AND last_step < $3 RETURNING user_pid`,
};

const REMOVE: SqlStatement = {
  name: 'totp_key_remove',
  text: 'DELETE FROM totp_key WHERE user_pid = $1 AND ($2::boolean OR EXISTS (SELECT FROM passkey WHERE user_pid = $1)) RETURNING user_pid',
};

/** The key that counts; undefined where there is none. */
export async function findTotpKey(sql: Sql, pid: number): Promise<TotpKeyRow | undefined> {
  const [row] = await sql.query<TotpKeyRow>(FIND, [pid]);
  return row;
}

/** Takes the code of a step: true for one caller, ever, and for none once a later one was taken. */
export async function acceptTotpStep(sql: Sql, pid: number, keyId: string, step: number): Promise<boolean> {
  return (await sql.query(ACCEPT, [pid, keyId, step])).length === 1;
}

/** Removes the key; false when there was none, or it is the last factor and may not be. */
export async function removeTotpKey(sql: Sql, pid: number, mayBeLast = true): Promise<boolean> {
  return (await sql.query(REMOVE, [pid, mayBeLast])).length === 1;
}
