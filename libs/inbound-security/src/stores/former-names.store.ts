import type { Sql, SqlStatement } from '#database/sql.port';

/** Deleted accounts that somebody signed in to: apps know that person by issuer and name (OpenID Connect Core §2: never reassigned). */
const AMONG: SqlStatement = {
  name: 'former_names_among',
  text: `SELECT DISTINCT username_key FROM user_account
    WHERE module_id = $1 AND username_key = ANY ($2) AND archived_at IS NOT NULL AND last_active IS NOT NULL`,
};

/** Those of the names, in their one spelling, that were deleted users' by which somebody signed in. */
export async function formerNamesAmong(
  sql: Sql,
  moduleId: string,
  usernameKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (usernameKeys.length === 0) return new Set();
  const rows = await sql.query<{ readonly username_key: string }>(AMONG, [moduleId, usernameKeys]);
  return new Set(rows.map((row) => row.username_key));
}
