import type { Sql, SqlStatement } from '#database/sql.port';

/** Whose failures are counted, and by which rules. */
export interface FactorAttempt {
  readonly moduleId: string;
  readonly pid: number;
  /** Failures until a lock. */
  readonly maxFailures: number;
  /** Length of the first lock. */
  readonly lockSeconds: number;
}

/** An attempt that is counted before anything is compared: a failure until it turns out well. */
export type CountedAttempt =
  { readonly kind: 'counted'; readonly failures: number } | { readonly kind: 'locked'; readonly until?: Date };

/**
 * Counts as sign-ins are counted (V-52, V-53, V-59): one statement that commits by itself, over all interactions and processes. While a lock lasts
 * nothing is counted, and nothing may be compared. Each further lock within a day of the first failure lasts twice as long.
 */
const COUNT: SqlStatement = {
  name: 'factor_failures_count',
  text: `WITH counted AS (
      INSERT INTO sign_in_throttle AS t (module_id, subject_key, failures, window_started_at, locked_until)
      SELECT $1, 'factor:' || $2::bigint, 1, gatehouse_now(), CASE WHEN $3::int = 1 THEN gatehouse_now() + $4::int * interval '1 second' END
      ON CONFLICT (module_id, subject_key) DO UPDATE SET (failures, window_started_at, locked_until) = (
        SELECT n, started, CASE WHEN n % $3::int = 0
            THEN gatehouse_now() + least($4::int * power(2, least(n / $3::int - 1, 16)), 57600) * interval '1 second' END
        FROM (SELECT CASE WHEN over THEN 1 ELSE t.failures + 1 END AS n,
            CASE WHEN over THEN gatehouse_now() ELSE t.window_started_at END AS started
          FROM (SELECT t.window_started_at < gatehouse_now() - interval '1 day' AS over) window_) counting)
      WHERE t.locked_until IS NULL OR t.locked_until <= gatehouse_now()
      RETURNING failures
    )
    SELECT (SELECT failures FROM counted) AS failures,
      (SELECT locked_until FROM sign_in_throttle WHERE module_id = $1 AND subject_key = 'factor:' || $2::bigint) AS locked_until`,
};

const FORGET: SqlStatement = {
  name: 'factor_failures_forget',
  text: `DELETE FROM sign_in_throttle t USING unnest($2::bigint[]) AS pid WHERE t.module_id = $1 AND t.subject_key = 'factor:' || pid`,
};

/** Counts an attempt. */
export async function countFactorAttempt(sql: Sql, attempt: FactorAttempt): Promise<CountedAttempt> {
  const { moduleId, pid, maxFailures, lockSeconds } = attempt;
  const values = [moduleId, pid, maxFailures, lockSeconds];
  const [row] = await sql.query<{ readonly failures: number | null; readonly locked_until: Date | null }>(
    COUNT,
    values,
  );
  if (row === undefined) throw new Error('Counting an attempt returned no row');
  if (row.failures !== null) return { kind: 'counted', failures: row.failures };
  return { kind: 'locked', ...(row.locked_until !== null && { until: row.locked_until }) };
}

/** After an attempt that turned out well, or where an administrator ends the lock; failures of passwords stay. */
export async function forgetFactorFailures(sql: Sql, moduleId: string, pids: readonly number[]): Promise<void> {
  if (pids.length > 0) await sql.query(FORGET, [moduleId, pids]);
}
