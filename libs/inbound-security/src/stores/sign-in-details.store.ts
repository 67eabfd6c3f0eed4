import type { Sql, SqlStatement } from '#database/sql.port';
import { administers } from '#protocol/permissions/administers';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { DirectoryUser } from '../user-directory.port.js';
import { directoryUser, USER_COLUMNS, type UserRow } from './user-row.js';

const KEEP: SqlStatement = {
  name: 'sign_in_details_keep',
  text: `UPDATE user_account SET sign_in_details = $2::jsonb, powers_given = ARRAY(SELECT DISTINCT unnest(powers_given || $3::text[]))
    WHERE pid = $1 AND (sign_in_details IS DISTINCT FROM $2::jsonb OR NOT powers_given @> $3::text[]) AND archived_at IS NULL RETURNING pid`,
};

const ACCOUNT: SqlStatement = {
  name: 'sign_in_details_account',
  text: `SELECT ${USER_COLUMNS} FROM user_account WHERE pid = $1 AND archived_at IS NULL`,
};

/** Somebody as their account alone has them, without what an earlier sign-in said. @throws Error — it was deleted meanwhile */
export async function accountAlone(sql: Sql, { pid, nodeId }: DirectoryUser): Promise<DirectoryUser> {
  const [row] = await sql.query<UserRow>(ACCOUNT, [pid]);
  if (row === undefined) throw new Error('the account was deleted while somebody signed in');
  return directoryUser({ ...row, sign_in_details: {} }, nodeId);
}

/** Keeps what the last sign-in said of a person in place of what the one before did; whether that is something else. */
export async function keepSignInDetails(sql: Sql, pid: number, details: SignInDetails): Promise<boolean> {
  const powers = details.authorities.map(({ permission }) => permission).filter(administers);
  return (await sql.query(KEEP, [pid, JSON.stringify(details), powers])).length > 0;
}
