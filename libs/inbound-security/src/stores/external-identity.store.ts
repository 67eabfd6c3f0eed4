import type { Sql, SqlStatement } from '#database/sql.port';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import { USER_COLUMNS, type UserRow } from './user-row.js';

/** Who somebody is elsewhere. */
export interface ExternalIdentity {
  readonly moduleId: string;
  /** SHA-256 of source, issuer and subject, which may be long. */
  readonly identityHash: string;
  readonly source: string;
  readonly issuer: string;
  readonly subject: string;
}

/** What another system says of an account, as it is stored. */
export interface ExternalDescription {
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly searchText: string;
  /** Absent: what there is stays. */
  readonly details?: SignInDetails;
}

const FIND: SqlStatement = {
  name: 'external_identity_find',
  text: `SELECT ${USER_COLUMNS}, is_system_user, archived_at IS NOT NULL AS is_deleted FROM user_account
    WHERE pid = (SELECT user_pid FROM external_identity WHERE module_id = $1 AND identity_hash = $2)`,
};

/** Nobody signs in by a password here, and nobody has proved to be it yet. */
const FIND_UNTAKEN: SqlStatement = {
  name: 'external_identity_find_untaken',
  text: `SELECT ${USER_COLUMNS}, is_system_user, false AS is_deleted FROM user_account u
    WHERE module_id = $1 AND username_key = $2 AND archived_at IS NULL AND external AND password_hash IS NULL
      AND NOT EXISTS (SELECT FROM external_identity i WHERE i.user_pid = u.pid)
    FOR UPDATE`,
};

/** Of an account that was deleted, to the one that an administrator has made since. */
const CONNECT: SqlStatement = {
  name: 'external_identity_connect',
  text: `INSERT INTO external_identity (module_id, identity_hash, source, issuer, subject, user_pid) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (module_id, identity_hash) DO UPDATE SET user_pid = excluded.user_pid, created_at = gatehouse_now()`,
};

/** The version grows only where administrators see a difference. The other system says so now. */
const describe = (connected: string): string => `WITH vouched AS (
      UPDATE external_identity SET vouched_at = gatehouse_now() WHERE user_pid = $1
    )
    UPDATE user_account SET family_name = $2, given_name = $3, email = $4, search_text = $5, sign_in_details = coalesce($6::jsonb, sign_in_details),
      version = version + ((family_name, given_name, email) IS DISTINCT FROM ($2, $3, $4))::int${connected}
    WHERE pid = $1 AND NOT account_locked AND NOT account_disabled AND archived_at IS NULL
    RETURNING ${USER_COLUMNS}`;

const DESCRIBE: SqlStatement = {
  name: 'external_identity_describe',
  text: describe(', last_active = gatehouse_now(), last_connected = gatehouse_now()'),
};

const DESCRIBE_AGAIN: SqlStatement = { name: 'external_identity_describe_again', text: describe('') };

/** Of accounts that are not deleted. */
const OWNERS: SqlStatement = {
  name: 'external_identity_owners',
  text: `SELECT identity_hash, user_pid::float8 AS pid, username FROM external_identity JOIN user_account ON pid = user_pid
    WHERE external_identity.module_id = $1 AND identity_hash = ANY ($2) AND archived_at IS NULL`,
};

const DISCONNECT: SqlStatement = {
  name: 'external_identity_disconnect',
  text: 'DELETE FROM external_identity WHERE user_pid = $1 AND identity_hash <> ALL ($2)',
};

const IS_VOUCHED_FOR: SqlStatement = {
  name: 'external_identity_is_vouched_for',
  text: `SELECT FROM external_identity WHERE user_pid = $1 AND rtrim(issuer, '/') = rtrim($2, '/') AND issuer <> ''`,
};

// An issuer may be longer than an index takes.
const COUNT_OF: SqlStatement = {
  name: 'external_identity_count_of',
  text: `SELECT count(DISTINCT user_pid)::float8 AS people FROM external_identity JOIN user_account ON pid = user_pid
    WHERE source = ANY ($1) AND md5(issuer) = md5($2) AND issuer = $2 AND archived_at IS NULL`,
};

/** Whose an identity is. */
export interface IdentityOwner {
  readonly identity_hash: string;
  readonly pid: number;
  readonly username: string;
}

/** A row with what forbids to sign in by it. */
export type ExternalRow = UserRow & { readonly is_system_user: boolean; readonly is_deleted: boolean };

/** The account of somebody, whatever its state, deleted ones included; undefined where they were never here. */
export async function findExternal(
  sql: Sql,
  { moduleId, identityHash }: ExternalIdentity,
): Promise<ExternalRow | undefined> {
  const [row] = await sql.query<ExternalRow>(FIND, [moduleId, identityHash]);
  return row;
}

/** How many accounts have an identity of this issuer by one of these sources; deleted ones left out. */
export async function countPeopleOf(sql: Sql, sources: readonly string[], issuer: string): Promise<number> {
  const [row] = await sql.query<{ people: number }>(COUNT_OF, [sources, issuer]);
  return row?.people ?? 0;
}

/** Whether a system of this issuer vouches for an account. */
export async function isVouchedForBy(sql: Sql, pid: number, issuer: string): Promise<boolean> {
  return (await sql.query(IS_VOUCHED_FOR, [pid, issuer])).length > 0;
}

/** The external account of a name that nobody has taken yet, kept from others until the transaction ends. */
export async function findUntaken(sql: Sql, moduleId: string, usernameKey: string): Promise<ExternalRow | undefined> {
  const [row] = await sql.query<ExternalRow>(FIND_UNTAKEN, [moduleId, usernameKey]);
  return row;
}

/** The accounts that have identities, deleted ones left out. */
export async function ownersOf(
  sql: Sql,
  moduleId: string,
  identities: readonly ExternalIdentity[],
): Promise<readonly IdentityOwner[]> {
  if (identities.length === 0) return [];
  return sql.query<IdentityOwner>(OWNERS, [moduleId, identities.map(({ identityHash }) => identityHash)]);
}

/** From now on the account is found by these, and by no other. Nobody else must have one of them. */
export async function replaceIdentities(sql: Sql, pid: number, identities: readonly ExternalIdentity[]): Promise<void> {
  await sql.query(DISCONNECT, [pid, identities.map(({ identityHash }) => identityHash)]);
  for (const identity of identities) await connectIdentity(sql, identity, pid);
}

/** From now on the account is found by the identity. */
export async function connectIdentity(sql: Sql, identity: ExternalIdentity, pid: number): Promise<void> {
  const { moduleId, identityHash, source, issuer, subject } = identity;
  await sql.query(CONNECT, [moduleId, identityHash, source, issuer, subject, pid]);
}

/** Writes what the other system says; undefined when the account was locked, disabled or deleted meanwhile. */
export async function describeExternal(
  sql: Sql,
  pid: number,
  description: ExternalDescription,
): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(DESCRIBE, [pid, ...valuesOf(description)]);
  return row;
}

/** The same where nobody signed in. */
export async function describeAgain(
  sql: Sql,
  pid: number,
  description: ExternalDescription,
): Promise<UserRow | undefined> {
  const [row] = await sql.query<UserRow>(DESCRIBE_AGAIN, [pid, ...valuesOf(description)]);
  return row;
}

function valuesOf({
  familyName,
  givenName,
  email,
  searchText,
  details,
}: ExternalDescription): readonly (string | null)[] {
  return [familyName, givenName, email, searchText, details === undefined ? null : JSON.stringify(details)];
}
