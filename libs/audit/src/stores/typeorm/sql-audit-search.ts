import type { Sql, SqlStatement } from '#database/sql.port';
import type { AuditRow } from '../../audit-row.js';
import type { AuditPortion, AuditSearchStore, FoundAuditRows } from '../audit-search.store.js';
import { filterValues, searchStatement } from './audit-search-statement.js';

/** Before all UUIDs, so that a time alone is a position, too. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

// A plan for any values could not know how little of the log they leave, and would sort all of it.
const CUSTOM_PLAN: SqlStatement = {
  name: 'audit_search_plan',
  text: `SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`,
};

type Nullable<Row> = { readonly [Name in keyof Row]: Row[Name] | null };

interface SearchRow extends Nullable<Omit<AuditRow, 'at'>> {
  readonly looked_at: number;
  readonly last_at: Date | null;
  readonly last_id: string | null;
  readonly at: Date | null;
}

/** {@link AuditSearchStore} in the partitioned table audit_event. */
export class SqlAuditSearch implements AuditSearchStore {
  constructor(private readonly sql: Sql) {}

  async search(portion: AuditPortion): Promise<FoundAuditRows> {
    const { filter, pageSize } = portion;
    const statement = searchStatement(filter);
    const [end, endId] = endOf(portion);
    const start = portion.from?.toISOString() ?? '-infinity';
    const values = [end, endId, start, pageSize + 1, ...filterValues(filter)];
    const rows = await this.sql.transaction(async (sql) => {
      await sql.query(CUSTOM_PLAN, []);
      return sql.query<SearchRow>(statement, values);
    });
    const found = rows.filter(({ id }) => id !== null);
    const page = found.slice(0, pageSize);
    const next = found.length > pageSize ? positionOf(page.at(-1)) : windowEnd(rows[0], statement.window);
    return { rows: page.map(recordOf), ...(next && { next }) };
  }
}

/** The earlier of two ends. */
function endOf({ to, cursor }: AuditPortion): readonly [at: string, id: string] {
  if (cursor === undefined || (to !== undefined && to.getTime() <= cursor.at))
    return [to?.toISOString() ?? 'infinity', FIRST_ID];
  return [new Date(cursor.at).toISOString(), cursor.id];
}

/** Where the rows that were looked at end, if there may be more of them. */
function windowEnd(row: SearchRow | undefined, window: number) {
  const { looked_at: count = 0, last_at: at = null, last_id: id = null } = row ?? {};
  return count < window || at === null || id === null ? undefined : { at: at.getTime(), id };
}

function positionOf(row: SearchRow | undefined) {
  const { at = null, id = null } = row ?? {};
  return at === null || id === null ? undefined : { at: at.getTime(), id };
}

/** A row without what is absent. */
function recordOf({ looked_at: _count, last_at: _at, last_id: _id, ...row }: SearchRow): AuditRow {
  const present = Object.entries({ ...row, at: row.at?.toISOString() }).filter(([, value]) => value !== null);
  return Object.fromEntries(present) as unknown as AuditRow;
}
