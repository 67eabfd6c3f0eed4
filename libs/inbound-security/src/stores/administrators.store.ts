import type { Sql, SqlStatement } from '#database/sql.port';
import { administratorRank, type AdministratorRank } from '#protocol/user/administrator-rank';
import { ACCOUNTS, ACCOUNT_COLUMNS, accountOfRow, type AccountRow } from './account-row.js';

const LOCK: SqlStatement = {
  name: 'administrators_lock',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('gatehouse administrators', 0))`,
};

/** More than anybody has; where none of so many will do, the change is refused, which is the safe side. */
const MOST = 1_000;

/** The condition is that of the index user_account_administrator, letter by letter. */
const OTHERS: SqlStatement = {
  name: 'administrators_others',
  text: `SELECT ${ACCOUNT_COLUMNS} FROM ${ACCOUNTS}
    AND authorities @? '$[*] ? (@.permission == "ROLE_SUPERUSER" || @.permission == "UPDATE_USER" || @.permission == "SAVE_USER")'
    AND pid <> ALL ($1::bigint[]) AND module_id = ANY ($2) ORDER BY pid LIMIT ${String(MOST)}`,
};

/** Who is no longer to be counted on. */
export interface Leaving {
  readonly pids: readonly number[];
  /** Modules that are configured: nobody signs in at any other. */
  readonly moduleIds: readonly string[];
}

/**
 * The highest rank of an administrator who stays. Until the transaction ends nobody else can ask, so that two administrators cannot disable each
 * other at once (F-54).
 */
export async function highestRankWithout(sql: Sql, { pids, moduleIds }: Leaving): Promise<AdministratorRank> {
  await sql.query(LOCK, []);
  const rows = await sql.query<AccountRow>(OTHERS, [pids, moduleIds]);
  const ranks = rows.map(rankOf);
  return ranks.includes(2) ? 2 : ranks.includes(1) ? 1 : 0;
}

/** Those of the modules who may do everything. */
export async function superusersOf(sql: Sql, moduleIds: readonly string[]): Promise<readonly AccountRow[]> {
  const rows = await sql.query<AccountRow>(OTHERS, [[], moduleIds]);
  return rows.filter((row) => rankOf(row) === 2);
}

/** The rank of a stored account. */
export function rankOf(row: AccountRow): AdministratorRank {
  return administratorRank(accountOfRow(row), row.password_state === 'set');
}
