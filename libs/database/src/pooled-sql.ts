import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { backoffMilliseconds } from './backoff.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { asDatabaseFailure, isConflict, isConnectionLost, wasNeverSent } from './connection-failure.js';
import { ConnectionSql } from './connection-sql.js';
import { DatabaseUnavailableError, type Sql, type SqlStatement } from './sql.port.js';

/** How often work that lost against another transaction is done again (F-16). */
const RETRIES = 3;

/** {@link Sql} over the driver's pool. */
export class PooledSql implements Sql {
  constructor(
    private readonly pool: pg.Pool,
    private readonly breaker = new CircuitBreaker(),
  ) {}

  query<Row extends object>(statement: SqlStatement, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.perform((sql) => sql.query<Row>(statement, values));
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.perform((sql) => sql.begin(work));
  }

  private async perform<T>(work: (sql: ConnectionSql) => Promise<T>): Promise<T> {
    try {
      return await this.repeatConflicts(() => this.withConnection(work));
    } catch (error) {
      throw asDatabaseFailure(error);
    }
  }

  private async repeatConflicts<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        const isWorthAnotherTry = isConflict(error) || (attempt === 1 && wasNeverSent(error));
        if (!isWorthAnotherTry || attempt > RETRIES) throw error;
        await delay(backoffMilliseconds(attempt, { first: 10, most: 100 }));
      }
    }
  }

  private async withConnection<T>(work: (sql: ConnectionSql) => Promise<T>): Promise<T> {
    const client = await this.checkOut();
    // Without a listener the loss of a connection that is checked out would end the process (F-09).
    client.on('error', ignore);
    const sql = new ConnectionSql(client);
    try {
      const result = await work(sql);
      this.breaker.succeeded();
      return result;
    } catch (error) {
      if (isConnectionLost(error)) this.breaker.failed();
      sql.noteFailure(error);
      throw error;
    } finally {
      client.release(sql.isUnusable);
      client.removeListener('error', ignore);
    }
  }

  private async checkOut(): Promise<pg.PoolClient> {
    if (!this.breaker.admits()) throw new DatabaseUnavailableError('it did not answer a moment ago');
    // A full pool that makes us wait is load, not an outage: refusing everybody would only lose work.
    const isFull = this.pool.totalCount >= this.pool.options.max && this.pool.idleCount === 0;
    try {
      return await this.pool.connect();
    } catch (error) {
      if (!isFull) this.breaker.failed();
      throw error;
    }
  }
}

function ignore(): void {
  // The statement in progress reports the loss.
}
