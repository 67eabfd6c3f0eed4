import type { Sql, SqlStatement } from '#database/sql.port';

/** Whose new recovery codes, and in which browser session they are shown. */
export interface ShownCodesPlace {
  readonly pid: number;
  readonly sid: string;
}

/** A person has one set at a time: those of before do not work any more. */
const KEEP: SqlStatement = {
  name: 'shown_recovery_codes_keep',
  text: `INSERT INTO shown_recovery_codes (user_pid, sid, sealed_codes, expires_at)
    VALUES ($1, $2, $3, gatehouse_now() + $4::int * interval '1 second')
    ON CONFLICT (user_pid) DO UPDATE SET (sid, sealed_codes, expires_at)
      = (SELECT excluded.sid, excluded.sealed_codes, excluded.expires_at)`,
};

const FIND: SqlStatement = {
  name: 'shown_recovery_codes_find',
  text: `SELECT sealed_codes FROM shown_recovery_codes
    WHERE user_pid = $1 AND sid = $2 AND expires_at > gatehouse_now()`,
};

const FORGET: SqlStatement = {
  name: 'shown_recovery_codes_forget',
  text: 'DELETE FROM shown_recovery_codes WHERE user_pid = $1',
};

const PURGE: SqlStatement = {
  name: 'shown_recovery_codes_purge',
  text: `WITH gone AS (
      DELETE FROM shown_recovery_codes WHERE user_pid IN (
        SELECT user_pid FROM shown_recovery_codes WHERE expires_at < gatehouse_now() LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::int AS purged FROM gone`,
};

/** Keeps a set that is to be shown, in place of any other. */
export async function keepShownCodes(
  sql: Sql,
  { pid, sid }: ShownCodesPlace,
  sealedCodes: string,
  lifetimeSeconds: number,
): Promise<void> {
  await sql.query(KEEP, [pid, sid, sealedCodes, lifetimeSeconds]);
}

/** The sealed set; undefined in another session, or when its time is over. */
export async function findShownCodes(sql: Sql, { pid, sid }: ShownCodesPlace): Promise<string | undefined> {
  const [row] = await sql.query<{ readonly sealed_codes: string }>(FIND, [pid, sid]);
  return row?.sealed_codes;
}

/** Nothing is shown any more. */
export async function forgetShownCodes(sql: Sql, pid: number): Promise<void> {
  await sql.query(FORGET, [pid]);
}

/** Removes up to 1,000 sets whose time is over and returns how many. */
export async function purgeShownCodes(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ readonly purged: number }>(PURGE, []);
  return row?.purged ?? 0;
}
