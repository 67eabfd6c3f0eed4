import type { Sql, SqlStatement } from '#database/sql.port';
import type { SignInDetails } from '#protocol/user/sign-in-details';

const KEEP: SqlStatement = {
  name: 'sign_in_details_keep',
  text: `UPDATE user_account SET sign_in_details = $2::jsonb WHERE pid = $1 AND sign_in_details IS DISTINCT FROM $2::jsonb RETURNING pid`,
};

/** Keeps what the last sign-in said of a person in place of what the one before did; whether that is something else. */
export async function keepSignInDetails(sql: Sql, pid: number, details: SignInDetails): Promise<boolean> {
  return (await sql.query(KEEP, [pid, JSON.stringify(details)])).length > 0;
}
