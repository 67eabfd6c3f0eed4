/**
 * SQL of the moment from which there is room again for one more live row of a module ($2) and kind: null where there is now. With as many live rows
 * as may be, it is the end of the one that is that many from the last.
 * @param kind condition that tells whose rows are counted; an index leads with its column and ends with `expires_at`
 * @param most parameter that holds how many may be
 */
export function fullUntil(table: string, kind: string, most: string): string {
  return `(SELECT expires_at FROM ${table} WHERE module_id = $2 AND ${kind} AND expires_at > gatehouse_now()
            ORDER BY expires_at DESC OFFSET ${most}::integer - 1 LIMIT 1)`;
}

/** SQL of the whole seconds until a moment, at least one; null for none. */
export function secondsUntil(moment: string): string {
  return `CASE WHEN ${moment} IS NULL THEN NULL ELSE greatest(1, ceil(extract(epoch FROM ${moment} - gatehouse_now())))::integer END`;
}
