import type { Sql, SqlStatement } from '#database/sql.port';
import { USER_COLUMNS, type UserRow } from './user-row.js';

const FIND: SqlStatement = {
  name: 'user_account_find',
  text: `SELECT ${USER_COLUMNS} FROM user_account WHERE module_id = $1 AND pid = $2 AND archived_at IS NULL`,
};

const FIND_NAMED: SqlStatement = {
  name: 'user_account_find_named',
  text: `SELECT ${USER_COLUMNS} FROM user_account WHERE module_id = $1 AND username_key = $2 AND archived_at IS NULL
    AND NOT account_locked AND NOT account_disabled AND NOT is_system_user`,
};

const FIND_USERNAMES: SqlStatement = {
  name: 'user_account_find_usernames',
  text: `SELECT username FROM user_account
    WHERE module_id = $1 AND username_key = ANY ($2) AND username = ANY ($3) AND archived_at IS NULL`,
};

const FIND_PID: SqlStatement = {
  name: 'user_account_find_pid',
  text: `SELECT ${USER_COLUMNS} FROM user_account WHERE pid = $1 AND archived_at IS NULL`,
};

const FIND_CALLED: SqlStatement = {
  name: 'user_account_find_called',
  text: `SELECT ${USER_COLUMNS} FROM user_account
    WHERE module_id = $1 AND username_key = $2 AND archived_at IS NULL`,
};

const IS_SELF_MADE: SqlStatement = {
  name: 'user_account_is_self_made',
  text: 'SELECT FROM user_account WHERE pid = $1 AND self_made',
};

/** Whether the person made the account, and has what it may from nobody. */
export async function isSelfMade(sql: Sql, pid: number): Promise<boolean> {
  return (await sql.query(IS_SELF_MADE, [pid])).length > 0;
}

/** The user of a pid in whatever module, whatever their state, unless deleted. */
export async function findAccountOfPid(sql: Sql, pid: number): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(FIND_PID, [pid]);
  return row;
}

/** The user of a name whatever their state, unless deleted. */
export async function findAccountCalled(sql: Sql, moduleId: string, usernameKey: string): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(FIND_CALLED, [moduleId, usernameKey]);
  return row;
}

/** The user whatever their state, unless deleted. */
export async function findAccount(sql: Sql, moduleId: string, pid: number): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(FIND, [moduleId, pid]);
  return row;
}

/** The user of a name who can sign in. */
export async function findNamed(sql: Sql, moduleId: string, usernameKey: string): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(FIND_NAMED, [moduleId, usernameKey]);
  return row;
}

/** Names to look for; the keys are what the index finds them by. */
export interface UsernamesToFind {
  readonly moduleId: string;
  readonly usernames: readonly string[];
  readonly usernameKeys: readonly string[];
}

/** Those of the names that users have, whatever the users' state; exact spelling. */
export async function findUsernames(
  sql: Sql,
  { moduleId, usernames, usernameKeys }: UsernamesToFind,
): Promise<readonly string[]> {
  const rows = await sql.query<Pick<UserRow, 'username'>>(FIND_USERNAMES, [moduleId, usernameKeys, usernames]);
  return rows.map((row) => row.username);
}
