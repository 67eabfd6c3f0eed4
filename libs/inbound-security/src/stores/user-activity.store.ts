import type { Sql, SqlStatement } from '#database/sql.port';

/** Rows of another transaction's change are left for the next time: nobody is to wait for this. */
const NOTE: SqlStatement = {
  name: 'user_activity_note',
  text: `WITH active AS (
      SELECT u.pid, gatehouse_now() - a.age * interval '1 second' AS at
      FROM unnest($1::bigint[], $2::float8[]) AS a (pid, age) JOIN user_account u ON u.pid = a.pid
      ORDER BY u.pid FOR UPDATE OF u SKIP LOCKED)
    UPDATE user_account u SET last_active = active.at FROM active
    WHERE u.pid = active.pid AND (u.last_active IS NULL OR u.last_active < active.at)`,
};

/** Notes when users were last active. */
export async function noteActivity(
  sql: Sql,
  active: readonly { readonly pid: number; readonly secondsAgo: number }[],
): Promise<void> {
  await sql.query(NOTE, [active.map(({ pid }) => pid), active.map(({ secondsAgo }) => secondsAgo)]);
}
