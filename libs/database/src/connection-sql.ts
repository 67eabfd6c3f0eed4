import type pg from 'pg';
import { isConnectionLost } from './connection-failure.js';
import { ANSWER_LIMIT } from './connection-settings.js';
import type { Sql, SqlStatement } from './sql.port.js';

/** The driver knows this limit per statement, its types do not. */
type TimedQuery = pg.QueryConfig & { readonly query_timeout: number };

/** {@link Sql} on one checked-out connection. */
export class ConnectionSql implements Sql {
  /** Whether the connection must not go back to the pool. */
  isUnusable = false;

  constructor(private readonly client: pg.ClientBase) {}

  async query<Row extends object>(statement: SqlStatement, values: readonly unknown[]): Promise<readonly Row[]> {
    const result = await this.send({ name: statement.name, text: statement.text, values: [...values] });
    return result.rows as readonly Row[];
  }

  /** Inside a transaction: a savepoint, so that a failure undoes the inner work only. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    await this.send({ text: 'SAVEPOINT inner_work' });
    try {
      const result = await work(this);
      await this.send({ text: 'RELEASE SAVEPOINT inner_work' });
      return result;
    } catch (error) {
      await this.undo('ROLLBACK TO SAVEPOINT inner_work', error);
      throw error;
    }
  }

  /** Runs `work` between BEGIN and COMMIT. */
  async begin<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    await this.send({ text: 'BEGIN' });
    try {
      const result = await work(this);
      await this.commit();
      return result;
    } catch (error) {
      await this.undo('ROLLBACK', error);
      throw error;
    }
  }

  /** Remembers whether `error` cost the connection. */
  noteFailure(error: unknown): void {
    this.isUnusable ||= isConnectionLost(error);
  }

  /** PostgreSQL answers COMMIT with ROLLBACK, and no error, when a failed statement was caught and passed over. */
  private async commit(): Promise<void> {
    const { command } = await this.send({ text: 'COMMIT' });
    if (command !== 'COMMIT')
      throw new Error('The transaction was rolled back: a statement in it had failed unnoticed');
  }

  private async undo(statement: string, reason: unknown): Promise<void> {
    this.noteFailure(reason);
    if (this.isUnusable) return;
    // The caller learns why the work failed; a connection that cannot even roll back is thrown away.
    await this.send({ text: statement }).catch(() => {
      this.isUnusable = true;
    });
  }

  private send(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const timed: TimedQuery = { ...query, query_timeout: ANSWER_LIMIT };
    return this.client.query(timed);
  }
}
