import type { Sql, SqlStatement } from '#database/sql.port';

const HOLD: SqlStatement = {
  name: 'factor_owner_hold',
  text: 'SELECT pid FROM user_account WHERE pid = $1 AND archived_at IS NULL FOR UPDATE',
};

/** Recovery codes are no factor by themselves. */
const FORGET_LAST_CODES: SqlStatement = {
  name: 'factor_owner_forget_last_codes',
  text: `WITH bare AS (SELECT $1::bigint AS pid
      WHERE NOT EXISTS (SELECT FROM passkey WHERE user_pid = $1) AND NOT EXISTS (SELECT FROM totp_key WHERE user_pid = $1)),
    shown AS (DELETE FROM shown_recovery_codes USING bare WHERE user_pid = pid)
    DELETE FROM recovery_code USING bare WHERE user_pid = pid`,
};

/**
 * One change of a person's factors after the other, so that each sees what those before have left: the first thing of its transaction. False when the
 * account is gone.
 */
export async function holdFactorsOf(transaction: Sql, pid: number): Promise<boolean> {
  return (await transaction.query(HOLD, [pid])).length === 1;
}

/** Takes the recovery codes of somebody who has no factor left, shown ones too, inside the transaction that holds their factors. */
export async function forgetLastCodes(transaction: Sql, pid: number): Promise<void> {
  await transaction.query(FORGET_LAST_CODES, [pid]);
}
