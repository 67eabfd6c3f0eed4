import type { Sql, SqlStatement } from '#database/sql.port';

const FIND: SqlStatement = {
  name: 'addresses_in_use',
  text: `SELECT wanted FROM unnest($2::text[]) AS wanted
    WHERE EXISTS (SELECT FROM user_account WHERE module_id = $1 AND archived_at IS NULL AND email <> '' AND lower(email) = lower(wanted))`,
};

/** Those of the mail addresses that an account of the module has, whatever its state; in any case. */
export async function addressesInUse(
  sql: Sql,
  moduleId: string,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ wanted: string }>(FIND, [moduleId, addresses]);
  return new Set(rows.map(({ wanted }) => wanted));
}
