import type { Sql, SqlStatement } from '#database/sql.port';
import { holdNamesForUsers } from '../names-lock.port.js';
import type { ExternalIdentity } from './external-identity.store.js';
import type { UserAccount } from '#protocol/user/new-user';

/** An account as it is to be stored: the name's one spelling, the text to search in, and the hash in place of the password. */
export interface AccountToStore {
  readonly account: UserAccount;
  readonly usernameKey: string;
  readonly searchText: string;
  /** A hash, or the reference to a variable that had no value yet; null = nobody signs in with a password. */
  readonly passwordHash: string | null;
  /** The person made it, and nobody gave them what it may. */
  readonly selfMade?: boolean;
  /** Who the person is elsewhere; absent where that stays as it is. */
  readonly identities?: readonly ExternalIdentity[];
  /** Of a new account: the pid it has elsewhere, which it gets if no account has or had it here. */
  readonly wantedPid?: number;
}

/** A stored account as it is to be; `passwordHash` is absent where it stays. */
export interface AccountUpdate extends Omit<AccountToStore, 'passwordHash' | 'selfMade'> {
  readonly pid: number;
  /** The version that the change started from. */
  readonly version: number;
  readonly passwordHash?: string;
  readonly withdrawsGrants: boolean;
}

/** Rows of one statement. */
const PORTION = 500;

/** Columns that a change writes; node and module stay what they were. */
const COLUMNS = [
  ...[
    'username',
    'username_key',
    'search_text',
    'family_name',
    'given_name',
    'email',
    'account_locked',
    'account_disabled',
  ],
  ...[
    'is_system_user',
    'external',
    'service_account',
    'second_factor_required',
    'authorities',
    'default_launch_contexts',
    'fhir_user_url',
    'notes',
  ],
].join(', ');

/** The rows of the statement's parameter; one statement takes as many as there are. */
const ROWS = `jsonb_to_recordset($1::jsonb) AS n (pid bigint, version int, node_id text, module_id text, username text, username_key text,
  search_text text, family_name text, given_name text, email text, account_locked boolean, account_disabled boolean, is_system_user boolean,
  external boolean, service_account boolean, second_factor_required boolean, authorities jsonb, default_launch_contexts jsonb, fhir_user_url text, notes text,
  password_hash text, self_made boolean, withdraws_grants boolean)`;

const INSERT: SqlStatement = {
  name: 'account_insert',
  text: `INSERT INTO user_account (pid, node_id, module_id, password_hash, self_made, created_at, updated_at, ${COLUMNS}) OVERRIDING SYSTEM VALUE
    SELECT coalesce(pid, nextval(pg_get_serial_sequence('user_account', 'pid'))), node_id, module_id, password_hash, self_made, gatehouse_now(), gatehouse_now(), ${COLUMNS}
    FROM ${ROWS}
    ON CONFLICT (module_id, username_key) WHERE archived_at IS NULL DO NOTHING RETURNING pid::float8, username_key`,
};

/** Archived accounts included: what was given to them must not reach anybody else. */
const TAKEN_PIDS: SqlStatement = {
  name: 'account_taken_pids',
  text: 'SELECT pid::float8 FROM user_account WHERE pid = ANY ($1::bigint[])',
};

/** Behind the highest pid that was not made here. */
const GO_ON_BEHIND: SqlStatement = {
  name: 'account_go_on_behind',
  text: `SELECT setval(name, greatest($1::bigint, pg_sequence_last_value(name::regclass)))
    FROM pg_get_serial_sequence('user_account', 'pid') AS name`,
};

/** Whoever is given other permissions has them from an administrator. */
const UPDATE: SqlStatement = {
  name: 'account_update',
  text: `UPDATE user_account u SET (${COLUMNS}) = (SELECT n.${COLUMNS.replaceAll(', ', ', n.')}),
      password_hash = coalesce(n.password_hash, u.password_hash), security_version = u.security_version + n.withdraws_grants::int,
      self_made = u.self_made AND u.authorities = n.authorities, version = u.version + 1, updated_at = gatehouse_now()
    FROM ${ROWS} WHERE u.pid = n.pid AND u.version = n.version AND u.archived_at IS NULL RETURNING u.pid::float8`,
};

const ARCHIVE: SqlStatement = {
  name: 'account_archive',
  text: `UPDATE user_account SET archived_at = gatehouse_now(), password_hash = NULL, version = version + 1,
      security_version = security_version + 1, updated_at = gatehouse_now()
    WHERE pid = $1 AND version = $2 AND archived_at IS NULL RETURNING pid`,
};

const FORGET_PASSWORD_FAILURES: SqlStatement = {
  name: 'account_forget_password_failures',
  text: `DELETE FROM sign_in_throttle t USING unnest($2::bigint[]) AS pid
    WHERE t.module_id = $1 AND (t.subject_key = 'user:' || pid OR t.subject_key LIKE 'device:%:' || pid)`,
};

const FORGET_DEVICES: SqlStatement = {
  name: 'account_forget_devices',
  text: 'DELETE FROM known_device WHERE user_pid = ANY ($1::bigint[])',
};

/** Creates the accounts; the pids of those whose names were free, by the names' one spelling. */
export async function insertAccounts(
  sql: Sql,
  accounts: readonly AccountToStore[],
): Promise<ReadonlyMap<string, number>> {
  const created = new Map<string, number>();
  if (accounts.length === 0) return created;
  // Nobody else makes accounts meanwhile, so that pids which are free stay so, and none is drawn between the two looks at the sequence.
  await holdNamesForUsers(sql);
  const kept = await keepablePids(sql, accounts);
  if (kept.size > 0) await sql.query(GO_ON_BEHIND, [Math.max(...kept.values())]);
  for (let start = 0; start < accounts.length; start += PORTION) {
    const portion = accounts.slice(start, start + PORTION);
    const rows = portion.map((account) => ({ ...columnsOf(account), pid: kept.get(account) ?? null }));
    const inserted = await sql.query<{ readonly pid: number; readonly username_key: string }>(INSERT, [
      JSON.stringify(rows),
    ]);
    for (const row of inserted) created.set(row.username_key, row.pid);
  }
  return created;
}

/** Pids that new accounts bring along and can have; of two that want one, the first. */
export async function keepablePids(
  sql: Sql,
  accounts: readonly AccountToStore[],
): Promise<ReadonlyMap<AccountToStore, number>> {
  const wanted = accounts.flatMap(({ wantedPid }) => wantedPid ?? []);
  if (wanted.length === 0) return new Map();
  const rows = await sql.query<{ readonly pid: number }>(TAKEN_PIDS, [wanted]);
  const taken = new Set(rows.map(({ pid }) => pid));
  const kept = new Map<AccountToStore, number>();
  for (const account of accounts) {
    const { wantedPid } = account;
    if (wantedPid === undefined || taken.has(wantedPid)) continue;
    taken.add(wantedPid);
    kept.set(account, wantedPid);
  }
  return kept;
}

/** Changes the accounts; the pids of those that were still in their version. */
export async function updateAccounts(sql: Sql, updates: readonly AccountUpdate[]): Promise<ReadonlySet<number>> {
  if (updates.length === 0) return new Set();
  const rows = updates.map((update) => {
    const { pid, version, withdrawsGrants: withdraws_grants } = update;
    return { ...columnsOf({ passwordHash: null, ...update }), pid, version, withdraws_grants };
  });
  const changed = await sql.query<{ readonly pid: number }>(UPDATE, [JSON.stringify(rows)]);
  return new Set(changed.map(({ pid }) => pid));
}

/** Deletes softly, the password for good; false when the account was no longer in the version. */
export async function archiveAccount(sql: Sql, pid: number, version: number): Promise<boolean> {
  return (await sql.query(ARCHIVE, [pid, version])).length > 0;
}

/** Ends temporary locks of passwords. */
export async function forgetPasswordFailures(sql: Sql, moduleId: string, pids: readonly number[]): Promise<void> {
  if (pids.length > 0) await sql.query(FORGET_PASSWORD_FAILURES, [moduleId, pids]);
}

/** Whoever knew the old password may have signed in from one of the devices. */
export async function forgetDevices(sql: Sql, pids: readonly number[]): Promise<void> {
  if (pids.length > 0) await sql.query(FORGET_DEVICES, [pids]);
}

function columnsOf({ account, usernameKey, searchText, passwordHash, selfMade = false }: AccountToStore) {
  return {
    node_id: account.nodeId,
    module_id: account.moduleId,
    username: account.username,
    username_key: usernameKey,
    search_text: searchText,
    family_name: account.familyName,
    given_name: account.givenName,
    email: account.email,
    account_locked: account.accountLocked,
    account_disabled: account.accountDisabled,
    is_system_user: account.systemUser,
    external: account.external,
    service_account: account.serviceAccount,
    second_factor_required: account.secondFactorRequired === true,
    authorities: account.authorities,
    default_launch_contexts: account.defaultLaunchContexts,
    fhir_user_url: account.fhirUserUrl ?? null,
    notes: account.notes,
    password_hash: passwordHash,
    self_made: selfMade,
  };
}
