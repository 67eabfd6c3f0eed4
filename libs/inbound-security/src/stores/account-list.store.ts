import type { Sql, SqlStatement } from '#database/sql.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { ACCOUNTS, ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import { atNode } from './user-row.js';

const FIND: SqlStatement = {
  name: 'account_find',
  text: `SELECT ${ACCOUNT_COLUMNS} FROM ${ACCOUNTS} AND module_id = $1 AND pid = ANY ($2::bigint[])`,
};

const FIND_BY_NAME: SqlStatement = {
  name: 'account_find_by_name',
  text: `SELECT ${ACCOUNT_COLUMNS} FROM ${ACCOUNTS} AND module_id = $1 AND username_key = ANY ($2)`,
};

const COUNT: SqlStatement = {
  name: 'account_count',
  text: `SELECT count(*)::int AS total FROM user_account
    WHERE archived_at IS NULL AND module_id = $1 AND search_text LIKE ALL ($2::text[])`,
};

const LIST: SqlStatement = {
  name: 'account_list',
  text: `SELECT ${ACCOUNT_COLUMNS} FROM ${ACCOUNTS} AND module_id = $1 AND search_text LIKE ALL ($2::text[])
    ORDER BY username_key LIMIT $3 OFFSET $4`,
};

const PORTION: SqlStatement = {
  name: 'account_portion',
  text: `SELECT ${ACCOUNT_COLUMNS} FROM ${ACCOUNTS} AND module_id = $1 AND username_key > $2 ORDER BY username_key LIMIT $3`,
};

const HASHES: SqlStatement = {
  name: 'account_hashes',
  text: 'SELECT pid::float8, password_hash FROM user_account WHERE pid = ANY ($1::bigint[]) AND password_hash IS NOT NULL',
};

const LOCKED: SqlStatement = {
  name: 'account_locked',
  text: `SELECT FROM sign_in_throttle WHERE module_id = $1 AND locked_until > gatehouse_now()
    AND (subject_key IN ('user:' || $2::bigint, 'factor:' || $2::bigint) OR subject_key LIKE 'device:%:' || $2::bigint) LIMIT 1`,
};

/** A part of the users of one module. */
export interface AccountPage {
  readonly module: ModuleKey;
  /** Patterns of LIKE, all of which the text to search in must match. */
  readonly patterns: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** The accounts of these numbers that the module has, in no order. */
export async function findAccounts(
  sql: Sql,
  { nodeId, moduleId }: ModuleKey,
  pids: readonly number[],
): Promise<readonly AccountRow[]> {
  return atNode(await sql.query<AccountRow>(FIND, [moduleId, pids.filter(Number.isSafeInteger)]), nodeId);
}

/** The accounts of these names in their one spelling, in no order. */
export async function findAccountsByName(
  sql: Sql,
  { nodeId, moduleId }: ModuleKey,
  keys: readonly string[],
): Promise<readonly AccountRow[]> {
  return atNode(await sql.query<AccountRow>(FIND_BY_NAME, [moduleId, keys]), nodeId);
}

/** How many users there are, and those of one page by name. */
export async function listAccounts(
  sql: Sql,
  { module: { nodeId, moduleId }, patterns, limit, offset }: AccountPage,
): Promise<{ readonly total: number; readonly rows: readonly AccountRow[] }> {
  const [count] = await sql.query<{ readonly total: number }>(COUNT, [moduleId, patterns]);
  const total = count?.total ?? 0;
  const rows = offset >= total ? [] : await sql.query<AccountRow>(LIST, [moduleId, patterns, limit, offset]);
  return { total, rows: atNode(rows, nodeId) };
}

/** The users whose names come next after one, by name; '' starts. */
export async function accountPortion(
  sql: Sql,
  { nodeId, moduleId }: ModuleKey,
  after: string,
  limit: number,
): Promise<readonly AccountRow[]> {
  return atNode(await sql.query<AccountRow>(PORTION, [moduleId, after, limit]), nodeId);
}

/** Hashes, or references to those to come, by pid; only for comparing a password with. */
export async function passwordHashes(sql: Sql, pids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ readonly pid: number; readonly password_hash: string }>(HASHES, [pids]);
  return new Map(rows.map((row) => [row.pid, row.password_hash]));
}

/** Whether wrong passwords keep the person from signing in for a while, from anywhere or from a device of theirs. */
export async function isTemporarilyLocked(sql: Sql, moduleId: string, pid: number): Promise<boolean> {
  return (await sql.query(LOCKED, [moduleId, pid])).length > 0;
}
