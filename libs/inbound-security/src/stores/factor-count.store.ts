import type { Sql, SqlStatement } from '#database/sql.port';

/** How many second factors people have. */
export interface FactorCounts {
  /** Who have any. */
  readonly people: number;
  readonly authenticatorApps: number;
  readonly passkeys: number;
}

const COUNT: SqlStatement = {
  name: 'factor_count',
  text: `WITH apps AS (SELECT user_pid FROM totp_key),
      keys AS (SELECT user_pid FROM passkey),
      living AS (SELECT pid FROM user_account WHERE archived_at IS NULL AND module_id = ANY ($1))
    SELECT (SELECT count(DISTINCT pid) FROM living JOIN (TABLE apps UNION TABLE keys) AS factor ON user_pid = pid)::int AS people,
      (SELECT count(*) FROM living JOIN apps ON user_pid = pid)::int AS "authenticatorApps",
      (SELECT count(*) FROM living JOIN keys ON user_pid = pid)::int AS passkeys`,
};

const NONE: FactorCounts = { people: 0, authenticatorApps: 0, passkeys: 0 };

/** Those of the modules' people who are not deleted. */
export async function countFactors(sql: Sql, moduleIds: readonly string[]): Promise<FactorCounts> {
  const [counts] = await sql.query<FactorCounts>(COUNT, [moduleIds]);
  return counts ?? NONE;
}
