import type { SqlStatement } from '#database/sql.port';
import type { AuditFilter } from '../audit-search.store.js';

/** Column of each filter, with what its value is. Those first in the list find the fewest rows; `outcome` and `moduleId` have no index. */
const columns = [
  ['jti', 'jti', 'text'],
  ['errorReference', 'error_reference', 'text'],
  ['flowId', 'flow_id', 'text'],
  ['userPid', 'user_pid', 'bigint'],
  ['clientId', 'client_id', 'text'],
  ['username', 'username', 'text'],
  ['kind', 'kind', 'text'],
  ['moduleId', 'module_id', 'text'],
  ['outcome', 'outcome', 'text'],
] as const satisfies readonly (readonly [keyof AuditFilter, string, string])[];

const indexed = columns.slice(0, -2);
const names = columns.map(([, column]) => column).join(', ');

/** What a row is called that has all a record says. */
const RECORD = `e.id, e.at, e.node_id, e.sequence::float8, e.module_id, e.kind, e.outcome, e.client_id, e.user_pid::float8, e.username,
  e.remote_address, e.flow_id, e.error_reference, e.error_code, e.jti, e.code_hash, e.grant_id, e.detail, e.trace`;

/** Rows that one call looks at where some of them may not fit: some 20 ms. */
const MOST_LOOKED_AT = 10_000;
/** And where all of them fit: the largest page, and one to know whether something follows. */
const MOST_FOUND = 501;

/** A statement, and the number of rows that it looks at: part of its text, because a planner that does not know it would sort the whole log. */
interface SearchStatement extends SqlStatement {
  readonly window: number;
}

/** The filter by whose index rows are found; undefined where time alone leads. */
function leadingFilter(filter: AuditFilter): keyof AuditFilter | undefined {
  return indexed.find(([name]) => filter[name] !== undefined)?.[0];
}

/**
 * The statement of a search. Parameters: end, id of the end, start, rows to find, then the filters in the
 * order of {@link filterValues}.
 *
 * Rows are looked at in an order that begins with the leading column, which is compared as a range of one value, not as equal, so that the order
 * matters: no other index has it, and the planner cannot go through the whole log by time in the hope of soon finding what is long ago. What the
 * index does not know is compared afterwards, on a bounded number of rows.
 */
export function searchStatement(filter: AuditFilter): SearchStatement {
  const leading = leadingFilter(filter);
  const isAll = columns.every(([name]) => filter[name] === undefined || name === leading);
  const window = isAll ? MOST_FOUND : MOST_LOOKED_AT;
  const place = columns.findIndex(([name]) => name === leading);
  const [, column = '', type = ''] = columns[place] ?? [];
  const value = `$${String(place + 5)}::${type}`;
  const led = leading === undefined ? '' : `AND ${column} >= ${value} AND ${column} <= ${value}`;
  const order = leading === undefined ? 'at DESC, id DESC' : `${column} DESC, at DESC, id DESC`;
  return {
    window,
    name: `audit_search_${column || 'at'}_${String(window)}`,
    text: `WITH seen AS MATERIALIZED (
             SELECT at, id, ${names} FROM audit_event
              WHERE (at, id) < ($1::timestamptz, $2::uuid) AND at >= $3::timestamptz ${led} ORDER BY ${order} LIMIT ${String(window)}),
           found AS (SELECT at, id FROM seen WHERE ${columns.map(condition).join(' AND ')} ORDER BY at DESC, id DESC LIMIT $4),
           reached AS (SELECT count(*)::integer AS looked_at FROM seen),
           last AS (SELECT at AS last_at, id AS last_id FROM seen ORDER BY at, id LIMIT 1)
           SELECT looked_at, last_at, last_id, ${RECORD}
             FROM reached LEFT JOIN last ON true LEFT JOIN found ON true LEFT JOIN audit_event e ON e.at = found.at AND e.id = found.id
            ORDER BY e.at DESC, e.id DESC`,
  };
}

function condition([, column, type]: (typeof columns)[number], index: number): string {
  const value = `$${String(index + 5)}::${type}`;
  return `(${value} IS NULL OR ${column} = ${value})`;
}

/** Values of all filters; null where there is none. */
export function filterValues(filter: AuditFilter): readonly unknown[] {
  return columns.map(([name]) => filter[name] ?? null);
}
