import type { Sql } from '#database/sql.port';

const nothing = { name: 'connection.open', text: 'select 1' };

/**
 * Opens the pool's connections before the first request comes: a crowd that meets a cold pool would have to wait until all
 * are open, and the database would seem to be away. One that cannot be opened now is opened when it is needed.
 */
export async function openConnections(sql: Sql, count: number): Promise<void> {
  await Promise.allSettled(Array.from({ length: count }, () => sql.query(nothing, [])));
}
