/**
 * SQL of the moment from which there is room again for one more live row of a module ($2) and kind: null where there is now. With as many live rows
 * as may be, it is the end of the one that is that many from the last.
 * @param kind condition that tells whose rows are counted; there is an index of its columns that ends with `end`
 * @param most parameter that holds how many may be
 * @param end column of the moment from which a row is no longer live
 */
export function fullUntil(table: string, kind: string, most: string, end = 'expires_at'): string {
  return `(SELECT ${end} FROM ${table} WHERE module_id = $2 AND ${kind} AND ${end} > gatehouse_now()
            ORDER BY ${end} DESC OFFSET ${most}::integer - 1 LIMIT 1)`;
}

/** SQL of the whole seconds until a moment, at least one; null for none. */
export function secondsUntil(moment: string): string {
  return `CASE WHEN ${moment} IS NULL THEN NULL ELSE greatest(1, ceil(extract(epoch FROM ${moment} - gatehouse_now())))::integer END`;
}
