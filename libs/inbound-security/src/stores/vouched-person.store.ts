import type { Sql, SqlStatement } from '#database/sql.port';

/** Somebody whom another system knows by this id. */
export interface VouchedPerson {
  readonly subject: string;
  /** Seconds since it last said that they are there; null = it has said that they are not. */
  readonly seconds_ago: number | null;
}

const FIND: SqlStatement = {
  name: 'vouched_person_find',
  text: `SELECT subject, extract(epoch FROM gatehouse_now() - vouched_at)::float8 AS seconds_ago FROM external_identity
    WHERE user_pid = $1 AND source = $2 ORDER BY vouched_at DESC NULLS LAST LIMIT 1`,
};

const VOUCH: SqlStatement = {
  name: 'vouched_person_vouch',
  text: 'UPDATE external_identity SET vouched_at = gatehouse_now() WHERE user_pid = $1 AND source = $2',
};

/** As it is withdrawn by an administrator who disables the account; what the other system gave goes with it. Once, until it vouches for them again. */
const WITHDRAW: SqlStatement = {
  name: 'vouched_person_withdraw',
  text: `WITH withdrawn AS (
      UPDATE external_identity SET vouched_at = NULL WHERE user_pid = $1 AND source = $2 AND vouched_at IS NOT NULL RETURNING user_pid
    )
    UPDATE user_account SET security_version = security_version + 1, sign_in_details = '{}', updated_at = gatehouse_now()
    WHERE pid IN (SELECT user_pid FROM withdrawn) RETURNING username`,
};

/** Undefined where no such system knows the account. */
export async function findVouchedPerson(sql: Sql, pid: number, source: string): Promise<VouchedPerson | undefined> {
  const [row] = await sql.query<VouchedPerson>(FIND, [pid, source]);
  return row;
}

/** The other system says that they are there. */
export async function vouchForPerson(sql: Sql, pid: number, source: string): Promise<void> {
  await sql.query(VOUCH, [pid, source]);
}

/** The other system says that they are not: whatever was given to the account counts no longer. The user name; undefined where it was said before. */
export async function withdrawPerson(sql: Sql, pid: number, source: string): Promise<string | undefined> {
  const [row] = await sql.query<{ readonly username: string }>(WITHDRAW, [pid, source]);
  return row?.username;
}
