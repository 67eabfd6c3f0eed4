import { setTimeout as delay } from 'node:timers/promises';
import { backoffMilliseconds } from '#database/backoff';
import { DatabaseUnavailableError, type Sql } from '#database/sql.port';

const nothing = { name: 'connection.open', text: 'select 1' };
/** How long a start waits for connections, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Opens the pool's connections before they are needed: a crowd that meets a cold pool would have to wait until all are open, and the database
 * would seem to be away. A start hurries nobody, so one that takes longer than a request would wait for it is tried again for half a minute.
 */
export async function openConnections(sql: Sql, count: number): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  await Promise.all(Array.from({ length: count }, () => openOne(sql, deadline)));
}

async function openOne(sql: Sql, deadline: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sql.query(nothing, []);
      return;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) || performance.now() >= deadline) throw error;
      await delay(backoffMilliseconds(attempt, { first: 50, most: 1_000 }));
    }
  }
}
