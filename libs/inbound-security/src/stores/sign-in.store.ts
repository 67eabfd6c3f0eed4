import type { Sql, SqlStatement } from '#database/sql.port';
import { MOST_BCRYPT_ROUNDS } from '#protocol/slow-hash';
import { USER_COLUMNS, type UserRow } from './user-row.js';

/** The network an attempt comes from. */
export interface NetworkBound {
  readonly name: string;
  /** Failures in an hour until it has to wait; 0 = this attempt does not count for it. */
  readonly mostFailures: number;
}

/** What an attempt is judged by. */
export interface SignInStart {
  readonly moduleId: string;
  /** Canonical name the account is looked up by. */
  readonly usernameKey: string;
  /** Under which failures of a name without account are counted. */
  readonly nameSubject: string;
  /** SHA-256 of the device cookie, or of a program's network; or '' */
  readonly deviceHash: string;
  /** The most rounds of bcrypt that are compared, as a binary logarithm; absent: as many as from anywhere. */
  readonly mostBcryptRounds?: number;
  /** Failures until a lock; 0 = no locks. */
  readonly maxFailures: number;
  /** Length of the first lock. */
  readonly lockSeconds: number;
  readonly network: NetworkBound;
}

/** The account, if there is one, and whether this attempt may be evaluated. */
export interface SignInRow {
  readonly subject_key: string;
  readonly pid: number | null;
  readonly password_hash: string | null;
  readonly account_locked: boolean | null;
  readonly account_disabled: boolean | null;
  readonly is_system_user: boolean | null;
  /** After how many seconds the network has another attempt; null = it has this one, or the device is known. */
  readonly network_seconds: number | null;
  /** Attempts reserved so far, this one included; null = locked, or of a network that has to wait: this one may not be evaluated. */
  readonly failures: number | null;
  readonly locked_until: Date | null;
  /** Beginnings of hashes of the module that are not made as ours are: the slowest bcrypt, and one of each other kind. */
  readonly foreign_hashes: readonly string[];
}

/** How a hash begins that is made here: the condition of an index, letter by letter. */
const FOREIGN = `archived_at IS NULL AND password_hash NOT LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'`;

/** Some hash of a kind; `$` and three letters of its name stand before these two. */
const oneOf = (letters: string): string =>
  `(SELECT left(password_hash, 50) FROM user_account WHERE module_id = $1 AND ${FOREIGN} AND substr(password_hash, 5, 2) = '${letters}' LIMIT 1)`;

/**
 * A look at the index for each kind. Of bcrypt the fifth and sixth character are the cost, beyond which none is checked; of all others they are letters:
 * argon2id, pbkdf2-sha256, iterated-sha256, bcrypt-sha256.
 */
const FOREIGN_HASHES = `ARRAY(
    (SELECT left(password_hash, 50) FROM user_account WHERE module_id = $1 AND ${FOREIGN}
      AND substr(password_hash, 5, 2) BETWEEN '04' AND lpad($9::int::text, 2, '0') ORDER BY substr(password_hash, 5, 2) DESC LIMIT 1)
    UNION ALL ${['on', 'df', 'ra', 'yp'].map(oneOf).join(' UNION ALL ')}
  )`;

/** By how much one failure of a network that may have so many in an hour puts off that it is clear. */
const SHARE = "interval '1 hour' / greatest($8::int, 1)";

/** Later than any network is put off, unless the clock was set back since. */
const NEVER = "gatehouse_now() + interval '61 minutes'";

/** Days a device is remembered after its last sign-in. */
export const DEVICE_DAYS = 180;

/**
 * Finds the account and reserves one attempt in a single statement of its own, so before the password is looked at the attempt counts and is
 * committed (V-52, V-53, R-21). The reservation fails while a lock lasts: most tries see the lock and write nothing, and those that were
 * under way when it came are stopped by the condition of the update. Each further lock within a day of the first failure lasts twice
 * as long. A device its owner has signed in from has a count of its own, and so has the network of a program (ruling 44, V-55).
 *
 * All other attempts of one network are counted together, whatever the names, so that one password is not tried with all of them: each puts off
 * by a share of an hour when the network is clear, and none is evaluated that would put it off beyond the hour. The network's row is always written
 * before the name's.
 */
const START: SqlStatement = {
  name: 'sign_in_start',
  text: `WITH account AS (
      SELECT pid, password_hash, account_locked, account_disabled, is_system_user FROM user_account
      WHERE module_id = $1 AND username_key = $2 AND archived_at IS NULL
    ), subject AS (
      SELECT CASE
          WHEN account.pid IS NULL THEN $3
          WHEN EXISTS (SELECT FROM known_device d WHERE d.device_hash = $4 AND d.user_pid = account.pid
            AND d.last_seen_at > gatehouse_now() - interval '${String(DEVICE_DAYS)} days') THEN 'device:' || $4 || ':' || account.pid
          ELSE 'user:' || account.pid END AS key
      FROM (SELECT) one LEFT JOIN account ON true
    ), counted AS (SELECT key, $8::int > 0 AND key NOT LIKE 'device:%' AS by_network FROM subject
    ), network AS (
      INSERT INTO network_failures AS n (module_id, network, forgotten_at)
      SELECT $1, $7, gatehouse_now() + ${SHARE} FROM counted WHERE by_network
      ON CONFLICT (module_id, network) DO UPDATE SET forgotten_at = ${SHARE} + CASE
          WHEN n.forgotten_at BETWEEN gatehouse_now() AND ${NEVER} THEN n.forgotten_at ELSE gatehouse_now() END
      WHERE n.forgotten_at <= gatehouse_now() + interval '1 hour' - ${SHARE} OR n.forgotten_at > ${NEVER}
      RETURNING 1
    ), reserved AS (
      INSERT INTO sign_in_throttle AS t (module_id, subject_key, failures, window_started_at, locked_until)
      SELECT $1, key, 1, gatehouse_now(), CASE WHEN $5::int = 1 THEN gatehouse_now() + $6::int * interval '1 second' END FROM counted
      WHERE (NOT by_network OR EXISTS (SELECT FROM network)) AND NOT EXISTS (SELECT FROM sign_in_throttle h
        WHERE h.module_id = $1 AND h.subject_key = key AND h.locked_until > gatehouse_now())
      ON CONFLICT (module_id, subject_key) DO UPDATE SET (failures, window_started_at, locked_until) = (
        SELECT n, started, CASE WHEN $5::int > 0 AND n % greatest($5::int, 1) = 0
            THEN gatehouse_now() + least($6::int * power(2, least(n / greatest($5::int, 1) - 1, 16)), 57600) * interval '1 second' END
        FROM (SELECT CASE WHEN over THEN 1 ELSE t.failures + 1 END AS n,
            CASE WHEN over THEN gatehouse_now() ELSE t.window_started_at END AS started
          FROM (SELECT t.window_started_at < gatehouse_now() - interval '1 day' AS over) window_) counted)
      WHERE t.locked_until IS NULL OR t.locked_until <= gatehouse_now()
      RETURNING failures
    )
    SELECT counted.key AS subject_key, account.pid::float8, account.password_hash, account.account_locked, account.account_disabled,
      account.is_system_user, reserved.failures, held.locked_until, ${FOREIGN_HASHES} AS foreign_hashes,
      CASE WHEN by_network AND NOT EXISTS (SELECT FROM network) THEN greatest(1, ceil(extract(epoch FROM coalesce(
        (SELECT n.forgotten_at FROM network_failures n WHERE n.module_id = $1 AND n.network = $7) - gatehouse_now() - interval '1 hour', '0') + ${SHARE})))::int
      END AS network_seconds
    FROM counted LEFT JOIN account ON true LEFT JOIN reserved ON true
      LEFT JOIN sign_in_throttle held ON held.module_id = $1 AND held.subject_key = counted.key`,
};

/** A right password, and what is to be remembered of it. */
export interface SignInSuccess {
  readonly moduleId: string;
  readonly pid: number;
  /** The hash that was compared: a password changed meanwhile makes the sign-in fail. */
  readonly passwordHash: string;
  readonly subjectKey: string;
  /** '' where nothing is to be forgotten. */
  readonly previousDeviceHash: string;
  readonly deviceHash: string;
  /** For which the attempt was counted. */
  readonly network: NetworkBound;
}

/**
 * Ends an attempt well, if the account is still in order: forgets the failures and gives the device a new name. Other people's entries of the
 * same device are carried over, so the value the browser sent before is worth nothing afterwards. The network's row comes before the name's, as above.
 */
const SUCCEED: SqlStatement = {
  name: 'sign_in_succeed',
  text: `WITH signed_in AS (
      UPDATE user_account SET last_connected = gatehouse_now(), last_active = gatehouse_now()
      WHERE pid = $2 AND module_id = $1 AND password_hash = $3 AND NOT account_locked AND NOT account_disabled
      RETURNING ${USER_COLUMNS}
    ), returned AS (
      UPDATE network_failures SET forgotten_at = forgotten_at - ${SHARE}
      WHERE module_id = $1 AND network = $7 AND $8::int > 0 AND $4 NOT LIKE 'device:%' AND EXISTS (SELECT FROM signed_in)
      RETURNING 1
    ), forgotten AS (
      DELETE FROM sign_in_throttle WHERE module_id = $1 AND subject_key = $4 AND EXISTS (SELECT FROM signed_in)
        AND (SELECT count(*) FROM returned) >= 0
    ), replaced AS (
      DELETE FROM known_device WHERE device_hash = $5 AND user_pid = $2 AND EXISTS (SELECT FROM signed_in)
    ), carried AS (
      UPDATE known_device SET device_hash = $6
      WHERE device_hash = $5 AND user_pid <> $2 AND module_id = $1 AND EXISTS (SELECT FROM signed_in)
    ), known AS (
      INSERT INTO known_device (device_hash, module_id, user_pid, first_seen_at, last_seen_at)
      SELECT $6, $1, $2, gatehouse_now(), gatehouse_now() FROM signed_in
      ON CONFLICT (device_hash, user_pid) DO UPDATE SET last_seen_at = excluded.last_seen_at
    )
    SELECT * FROM signed_in`,
};

/** Somebody who would be in, if all else is well: nothing is written. */
const PROVEN: SqlStatement = {
  name: 'sign_in_proven',
  text: `SELECT ${USER_COLUMNS} FROM user_account
    WHERE pid = $2 AND module_id = $1 AND password_hash = $3 AND NOT account_locked AND NOT account_disabled`,
};

/** Only if nobody changed it meanwhile. */
const REHASH: SqlStatement = {
  name: 'sign_in_rehash',
  text: 'UPDATE user_account SET password_hash = $3, updated_at = gatehouse_now() WHERE pid = $1 AND password_hash = $2 RETURNING pid',
};

/** After a new password, which makes all devices strangers: the one on which it was chosen is none. */
const KNOW_DEVICE: SqlStatement = {
  name: 'sign_in_know_device',
  text: `INSERT INTO known_device (device_hash, module_id, user_pid, first_seen_at, last_seen_at)
    VALUES ($1, $2, $3, gatehouse_now(), gatehouse_now()) ON CONFLICT DO NOTHING`,
};

const PURGE: SqlStatement = {
  name: 'sign_in_purge',
  text: `WITH throttles AS (
      DELETE FROM sign_in_throttle WHERE (module_id, subject_key) IN (
        SELECT module_id, subject_key FROM sign_in_throttle
        WHERE window_started_at < gatehouse_now() - interval '1 day' AND (locked_until IS NULL OR locked_until <= gatehouse_now())
        LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1
    ), devices AS (
      DELETE FROM known_device WHERE (device_hash, user_pid) IN (
        SELECT device_hash, user_pid FROM known_device
        WHERE last_seen_at < gatehouse_now() - interval '${String(DEVICE_DAYS)} days' LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1
    ), networks AS (
      DELETE FROM network_failures WHERE (module_id, network) IN (
        SELECT module_id, network FROM network_failures WHERE forgotten_at <= gatehouse_now() LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1
    )
    SELECT ((SELECT count(*) FROM throttles) + (SELECT count(*) FROM devices) + (SELECT count(*) FROM networks))::int AS purged`,
};

/** Attempts to sign in: every method is one statement that commits by itself. */
export class SignInStore {
  constructor(private readonly sql: Sql) {}

  async start(attempt: SignInStart): Promise<SignInRow> {
    const { moduleId, usernameKey, nameSubject, deviceHash, maxFailures, lockSeconds, network } = attempt;
    const [row] = await this.sql.query<SignInRow>(START, [
      moduleId,
      usernameKey,
      nameSubject,
      deviceHash,
      maxFailures,
      lockSeconds,
      network.name,
      network.mostFailures,
      attempt.mostBcryptRounds ?? MOST_BCRYPT_ROUNDS,
    ]);
    if (row === undefined) throw new Error('Starting a sign-in returned no row');
    return row;
  }

  /** The user, or undefined when the account was locked, disabled or given another password meanwhile. */
  async succeed(success: SignInSuccess): Promise<UserRow | undefined> {
    const { moduleId, pid, passwordHash, subjectKey, previousDeviceHash, deviceHash, network } = success;
    const [row] = await this.sql.query<UserRow>(SUCCEED, [
      moduleId,
      pid,
      passwordHash,
      subjectKey,
      previousDeviceHash,
      deviceHash,
      network.name,
      network.mostFailures,
    ]);
    return row;
  }

  /** The user of a password that was found right, or undefined as in {@link succeed}. @param passwordHash which was compared */
  async proven(moduleId: string, pid: number, passwordHash: string): Promise<UserRow | undefined> {
    const [row] = await this.sql.query<UserRow>(PROVEN, [moduleId, pid, passwordHash]);
    return row;
  }

  /** False where the account has another hash by now, and keeps it. */
  async rehash(pid: number, oldHash: string, newHash: string): Promise<boolean> {
    return (await this.sql.query(REHASH, [pid, oldHash, newHash])).length > 0;
  }

  async knowDevice(moduleId: string, pid: number, deviceHash: string): Promise<void> {
    await this.sql.query(KNOW_DEVICE, [deviceHash, moduleId, pid]);
  }

  /** Removes up to 1,000 counts, devices and networks each that no longer matter and returns how many rows went. */
  async purge(): Promise<number> {
    const [row] = await this.sql.query<{ readonly purged: number }>(PURGE, []);
    return row?.purged ?? 0;
  }
}
