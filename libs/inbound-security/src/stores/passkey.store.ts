import type { Sql, SqlStatement } from '#database/sql.port';
import { holdFactorsOf } from './factor-owner.store.js';

/** A passkey as it is stored. */
export interface PasskeyRow {
  readonly passkey_id: string;
  /** Base64url. */
  readonly credential_id: string;
  readonly user_pid: number;
  readonly rp_id: string;
  /** COSE_Key (RFC 9052). */
  readonly public_key: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly is_synced: boolean;
  readonly is_backed_up: boolean;
  readonly label: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

/** A new one, and under which conditions it is kept. */
export interface PasskeyToKeep extends Omit<PasskeyRow, 'created_at' | 'last_used_at'> {
  readonly moduleId: string;
  readonly most: number;
  /** False: only where there is no second factor at all. */
  readonly mayAdd: boolean;
}

/** What a passkey says of itself each time. */
export interface PasskeyUse {
  readonly passkeyId: string;
  readonly counter: number;
  readonly isBackedUp: boolean;
}

const COLUMNS = `passkey_id, credential_id, user_pid::float8, rp_id, public_key, counter::float8, transports, is_synced, is_backed_up, label,
  created_at, last_used_at`;

const LIST: SqlStatement = {
  name: 'passkey_list',
  text: `SELECT ${COLUMNS} FROM passkey WHERE user_pid = $1 ORDER BY created_at, passkey_id`,
};

const FIND: SqlStatement = {
  name: 'passkey_find',
  text: `SELECT ${COLUMNS} FROM passkey WHERE module_id = $1 AND credential_id = $2`,
};

const KEEP: SqlStatement = {
  name: 'passkey_keep',
  text: `INSERT INTO passkey
      (passkey_id, module_id, credential_id, user_pid, rp_id, public_key, counter, transports, is_synced, is_backed_up, label, created_at)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, gatehouse_now()
    WHERE (SELECT count(*) FROM passkey WHERE user_pid = $4) < $12
      AND ($13::boolean OR NOT EXISTS (SELECT FROM passkey WHERE user_pid = $4) AND NOT EXISTS (SELECT FROM totp_key WHERE user_pid = $4))
    ON CONFLICT DO NOTHING
    RETURNING ${COLUMNS}`,
};

/** Only onwards; authenticators that do not count say 0 each time (WebAuthn Level 3 §6.1.1). */
const USE: SqlStatement = {
  name: 'passkey_use',
  text: `UPDATE passkey SET counter = $2, is_backed_up = $3, last_used_at = gatehouse_now()
    WHERE passkey_id = $1 AND (counter < $2 OR counter = 0 AND $2 = 0) RETURNING ${COLUMNS}`,
};

const RENAME: SqlStatement = {
  name: 'passkey_rename',
  text: 'UPDATE passkey SET label = $3 WHERE user_pid = $1 AND passkey_id = $2 RETURNING passkey_id',
};

const REMOVE: SqlStatement = {
  name: 'passkey_remove',
  text: `DELETE FROM passkey WHERE user_pid = $1 AND passkey_id = $2 AND ($3::boolean
      OR EXISTS (SELECT FROM passkey WHERE user_pid = $1 AND passkey_id <> $2) OR EXISTS (SELECT FROM totp_key WHERE user_pid = $1))
    RETURNING ${COLUMNS}`,
};

const REMOVE_ALL: SqlStatement = {
  name: 'passkey_remove_all',
  text: 'DELETE FROM passkey WHERE user_pid = $1 RETURNING passkey_id',
};

/** The oldest first. */
export function listPasskeys(sql: Sql, pid: number): Promise<readonly PasskeyRow[]> {
  return sql.query<PasskeyRow>(LIST, [pid]);
}

/** Whoever's it is in the module; undefined where nobody has it. */
export async function findPasskey(sql: Sql, moduleId: string, credentialId: string): Promise<PasskeyRow | undefined> {
  const [row] = await sql.query<PasskeyRow>(FIND, [moduleId, credentialId]);
  return row;
}

/** Inside the caller's transaction; undefined when the credential is known, there are too many, or there is another factor by now. */
export async function keepPasskey(sql: Sql, passkey: PasskeyToKeep): Promise<PasskeyRow | undefined> {
  if (!(await holdFactorsOf(sql, passkey.user_pid))) return undefined;
  const { passkey_id, moduleId, credential_id, user_pid, rp_id, public_key, counter, transports } = passkey;
  const key = [passkey_id, moduleId, credential_id, user_pid, rp_id, public_key, counter, transports];
  const { is_synced, is_backed_up, label, most, mayAdd } = passkey;
  const [row] = await sql.query<PasskeyRow>(KEEP, [...key, is_synced, is_backed_up, label, most, mayAdd]);
  return row;
}

/** Takes an answer by its counter; undefined when it went back, or the passkey is gone. */
export async function usePasskey(sql: Sql, use: PasskeyUse): Promise<PasskeyRow | undefined> {
  const [row] = await sql.query<PasskeyRow>(USE, [use.passkeyId, use.counter, use.isBackedUp]);
  return row;
}

/** False when the person has no such one. */
export async function renamePasskey(sql: Sql, pid: number, passkeyId: string, label: string): Promise<boolean> {
  return (await sql.query(RENAME, [pid, passkeyId, label])).length === 1;
}

/** What is to go, inside the transaction that holds its owner's factors. */
export interface PasskeyToRemove {
  readonly pid: number;
  readonly passkeyId: string;
  /** False: not where it is the last factor. */
  readonly mayBeLast: boolean;
}

/** What there was; undefined when the person had no such one, or keeps it. */
export async function removePasskey(
  sql: Sql,
  { pid, passkeyId, mayBeLast }: PasskeyToRemove,
): Promise<PasskeyRow | undefined> {
  const [row] = await sql.query<PasskeyRow>(REMOVE, [pid, passkeyId, mayBeLast]);
  return row;
}

/** How many there were. */
export async function removePasskeys(sql: Sql, pid: number): Promise<number> {
  return (await sql.query(REMOVE_ALL, [pid])).length;
}
