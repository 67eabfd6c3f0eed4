import { setTimeout as delay } from 'node:timers/promises';
import type { ChangeFeed } from './change-feed.port.js';
import type { DatabaseHealth } from './database-health.port.js';
import type { Sql, SqlStatement } from './sql.port.js';

const select: SqlStatement = { name: 'health.ping', text: 'select 1' };

/**
 * {@link DatabaseHealth} that first asks the change feed: it has a connection of its own, so that a node under full load,
 * all of whose pooled connections are busy, still counts as ready (F-34).
 */
export class FeedAndQueryHealth implements DatabaseHealth {
  constructor(
    private readonly feed: ChangeFeed,
    private readonly sql: Sql,
  ) {}

  async ping(limit: number): Promise<boolean> {
    if (this.feed.versionOf('health') !== undefined) return true;
    const answer = this.sql.query(select, []).then(
      () => true,
      () => false,
    );
    return Promise.race([answer, delay(limit, false, { ref: false })]);
  }
}
