import type { Sql, SqlStatement } from '#database/sql.port';

/** A user's name, and the key under which sign-in finds it. */
export interface StoredName {
  readonly username: string;
  readonly username_key: string;
}

/** The key of a name that is stored as it is written agrees where case counts; elsewhere one of small ASCII characters alone does. */
const DOUBTFUL: SqlStatement = {
  name: 'username_keys_doubtful',
  text: `SELECT username, username_key FROM user_account WHERE module_id = $1 AND archived_at IS NULL AND username_key > $2
      AND CASE WHEN $3 THEN username_key <> username ELSE username_key ~ '[^ -@[-~]' END
    ORDER BY username_key LIMIT $4`,
};

/** Which part of the names is looked at. */
export interface NamePortion {
  readonly moduleId: string;
  readonly caseSensitive: boolean;
  /** The last key of the part before; '' starts. */
  readonly after: string;
  readonly limit: number;
}

/** The next names of users whose stored key may be another one than the rule makes; the keys of all others agree with it. */
export function doubtfulNames(
  sql: Sql,
  { moduleId, caseSensitive, after, limit }: NamePortion,
): Promise<readonly StoredName[]> {
  return sql.query<StoredName>(DOUBTFUL, [moduleId, after, caseSensitive, limit]);
}
