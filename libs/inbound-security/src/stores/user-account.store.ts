import type { Sql, SqlStatement } from '#database/sql.port';
import type { NewUser } from '#protocol/user/user-json';
import { USER_COLUMNS, type UserRow } from './user-row.js';

/** A user as stored: the name's canonical spelling and the hash in place of the password. */
export interface AccountToInsert {
  readonly user: NewUser;
  readonly usernameKey: string;
  readonly passwordHash: string | null;
}

const FIND: SqlStatement = {
  name: 'user_account_find',
  text: `SELECT ${USER_COLUMNS} FROM user_account WHERE module_id = $1 AND pid = $2`,
};

const FIND_NAMED: SqlStatement = {
  name: 'user_account_find_named',
  text: `SELECT ${USER_COLUMNS} FROM user_account
    WHERE module_id = $1 AND username_key = $2 AND NOT account_locked AND NOT account_disabled AND NOT is_system_user`,
};

const FIND_USERNAMES: SqlStatement = {
  name: 'user_account_find_usernames',
  text: 'SELECT username FROM user_account WHERE module_id = $1 AND username_key = ANY ($2) AND username = ANY ($3)',
};

const INSERT: SqlStatement = {
  name: 'user_account_insert',
  text: `INSERT INTO user_account (node_id, module_id, username, username_key, password_hash, family_name, given_name, email, account_locked,
      account_disabled, is_system_user, external, service_account, failed_login_attempts, authorities, default_launch_contexts, fhir_user_url,
      notes, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $15, $16, $17, gatehouse_now(), gatehouse_now())
    ON CONFLICT (module_id, username_key) DO NOTHING RETURNING ${USER_COLUMNS}`,
};

const SET_PASSWORD: SqlStatement = {
  name: 'user_account_set_password',
  text: `UPDATE user_account SET password_hash = $3, security_version = security_version + 1, updated_at = gatehouse_now()
    WHERE module_id = $1 AND pid = $2 RETURNING ${USER_COLUMNS}`,
};

const SET_LOCKED: SqlStatement = {
  name: 'user_account_set_locked',
  text: `UPDATE user_account SET account_locked = $3, security_version = security_version + 1, updated_at = gatehouse_now()
    WHERE module_id = $1 AND pid = $2 RETURNING ${USER_COLUMNS}`,
};

const SET_DISABLED: SqlStatement = {
  name: 'user_account_set_disabled',
  text: `UPDATE user_account SET account_disabled = $3, security_version = security_version + 1, updated_at = gatehouse_now()
    WHERE module_id = $1 AND pid = $2 RETURNING ${USER_COLUMNS}`,
};

const FORGET_FAILURES: SqlStatement = {
  name: 'user_account_forget_failures',
  text: `DELETE FROM sign_in_throttle
    WHERE module_id = $1 AND (subject_key = 'user:' || $2::bigint OR subject_key LIKE 'device:%:' || $2::bigint)`,
};

const FORGET_DEVICES: SqlStatement = {
  name: 'user_account_forget_devices',
  text: 'DELETE FROM known_device WHERE module_id = $1 AND user_pid = $2',
};

/** A change of one account; undefined when there is no such account. */
export type AccountChange = (sql: Sql, moduleId: string, pid: number) => Promise<UserRow | undefined>;

/** The user whatever their state. */
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

/** The new user; undefined when the module has one of that name in any spelling. */
export async function insertAccount(
  sql: Sql,
  { user, usernameKey, passwordHash }: AccountToInsert,
): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(INSERT, [
    user.nodeId,
    user.moduleId,
    user.username,
    usernameKey,
    passwordHash,
    user.familyName,
    user.givenName,
    user.email,
    user.accountLocked,
    user.accountDisabled,
    user.systemUser,
    user.external,
    user.serviceAccount,
    // As text: the driver would turn an array into a PostgreSQL array.
    JSON.stringify(user.authorities),
    JSON.stringify(user.defaultLaunchContexts),
    user.fhirUserUrl ?? null,
    user.notes,
  ]);
  return row;
}

/** Sets the hash. Devices are forgotten: whoever knew the old password may have signed in from one. */
export function passwordChange(passwordHash: string): AccountChange {
  return async (sql, moduleId, pid) => {
    await sql.query(FORGET_DEVICES, [moduleId, pid]);
    return changed(sql, SET_PASSWORD, [moduleId, pid, passwordHash]);
  };
}

/** Locks or unlocks; unlocking also ends a temporary lock. */
export function lockChange(locked: boolean): AccountChange {
  return async (sql, moduleId, pid) => {
    if (!locked) await sql.query(FORGET_FAILURES, [moduleId, pid]);
    return changed(sql, SET_LOCKED, [moduleId, pid, locked]);
  };
}

export function disableChange(disabled: boolean): AccountChange {
  return (sql, moduleId, pid) => changed(sql, SET_DISABLED, [moduleId, pid, disabled]);
}

async function changed(sql: Sql, statement: SqlStatement, values: readonly unknown[]): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(statement, values);
  return row;
}
