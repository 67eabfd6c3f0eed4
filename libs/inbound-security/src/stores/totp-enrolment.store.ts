import type { Sql, SqlStatement } from '#database/sql.port';

/** A key that is being set up, by one person in one browser. */
export interface TotpEnrolmentRow {
  readonly key_id: string;
  readonly sealed_key: string;
  readonly now: Date;
}

/** Whose, and where. */
export interface EnrolmentPlace {
  readonly pid: number;
  readonly browserHash: string;
}

/** A new key that is to be confirmed by a code. */
export interface NewTotpEnrolment extends EnrolmentPlace {
  readonly keyId: string;
  readonly sealedKey: string;
  readonly lifetimeSeconds: number;
  /** Whether it may take the place of another key. */
  readonly mayReplace: boolean;
}

/** Keeps the one that is there, so that a page that is shown again shows the same; it replaces the key that the person has now, if it may. */
const BEGIN: SqlStatement = {
  name: 'totp_enrolment_begin',
  text: `WITH present AS (SELECT key_id FROM totp_key WHERE user_pid = $1 AND $6::boolean)
    INSERT INTO totp_enrolment AS e (user_pid, browser_hash, key_id, sealed_key, replaces, expires_at)
    SELECT $1, $2, $3, $4, (SELECT key_id FROM present), gatehouse_now() + $5::int * interval '1 second'
    ON CONFLICT (user_pid, browser_hash) DO UPDATE
      SET (key_id, sealed_key, replaces, expires_at) = (SELECT excluded.key_id, excluded.sealed_key, excluded.replaces, excluded.expires_at)
      WHERE e.expires_at <= gatehouse_now() OR e.replaces IS DISTINCT FROM excluded.replaces`,
};

const FIND: SqlStatement = {
  name: 'totp_enrolment_find',
  text: `SELECT key_id, sealed_key, gatehouse_now() AS now FROM totp_enrolment
    WHERE user_pid = $1 AND browser_hash = $2 AND expires_at > gatehouse_now()`,
};

/**
 * The key counts from now on, in place of the one there was when the enrolment began; if that is another one by now, nothing happens. The code that
 * confirmed it is used up. Whatever else was being set up for the person is over.
 */
const CONFIRM: SqlStatement = {
  name: 'totp_enrolment_confirm',
  text: `WITH confirmed AS (
      DELETE FROM totp_enrolment WHERE user_pid = $1 AND browser_hash = $2 AND key_id = $3 AND expires_at > gatehouse_now()
      RETURNING user_pid, key_id, sealed_key, replaces
    ), others AS (
      DELETE FROM totp_enrolment WHERE user_pid = $1 AND browser_hash <> $2 AND EXISTS (SELECT FROM confirmed)
    )
    INSERT INTO totp_key AS k (user_pid, key_id, sealed_key, last_step, created_at, last_used_at)
    SELECT user_pid, key_id, sealed_key, $4, gatehouse_now(), gatehouse_now() FROM confirmed
    WHERE replaces IS NOT DISTINCT FROM (SELECT key_id FROM totp_key WHERE user_pid = $1)
    ON CONFLICT (user_pid) DO UPDATE
      SET (key_id, sealed_key, last_step, created_at, last_used_at)
        = (SELECT excluded.key_id, excluded.sealed_key, excluded.last_step, excluded.created_at, excluded.last_used_at)
      WHERE k.key_id = (SELECT replaces FROM confirmed)
    RETURNING user_pid`,
};

const ABANDON: SqlStatement = {
  name: 'totp_enrolment_abandon',
  text: 'DELETE FROM totp_enrolment WHERE user_pid = $1',
};

const PURGE: SqlStatement = {
  name: 'totp_enrolment_purge',
  text: `WITH gone AS (
      DELETE FROM totp_enrolment WHERE (user_pid, browser_hash) IN (
        SELECT user_pid, browser_hash FROM totp_enrolment WHERE expires_at < gatehouse_now() LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::int AS purged FROM gone`,
};

/** Begins, or goes on with what this browser began. */
export async function beginTotpEnrolment(sql: Sql, enrolment: NewTotpEnrolment): Promise<void> {
  const { pid, browserHash, keyId, sealedKey, lifetimeSeconds, mayReplace } = enrolment;
  await sql.query(BEGIN, [pid, browserHash, keyId, sealedKey, lifetimeSeconds, mayReplace]);
}

/** What this browser began and has time to confirm. */
export async function findTotpEnrolment(sql: Sql, place: EnrolmentPlace): Promise<TotpEnrolmentRow | undefined> {
  const [row] = await sql.query<TotpEnrolmentRow>(FIND, [place.pid, place.browserHash]);
  return row;
}

/** Whether the key counts now: true for one caller, ever. `step` is that of the code. */
export async function confirmTotpEnrolment(
  sql: Sql,
  { pid, browserHash }: EnrolmentPlace,
  keyId: string,
  step: number,
): Promise<boolean> {
  return (await sql.query(CONFIRM, [pid, browserHash, keyId, step])).length === 1;
}

/** Whatever is being set up for the person is over. */
export async function abandonTotpEnrolments(sql: Sql, pid: number): Promise<void> {
  await sql.query(ABANDON, [pid]);
}

/** Removes up to 1,000 whose time is over and returns how many. */
export async function purgeTotpEnrolments(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ readonly purged: number }>(PURGE, []);
  return row?.purged ?? 0;
}
