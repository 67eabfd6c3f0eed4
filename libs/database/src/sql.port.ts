/** One SQL text with a name of its own: every connection prepares it once under that name. */
export interface SqlStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Statements straight through the driver, for the paths where every token request passes.
 *
 * @throws DatabaseUnavailableError from every method when the database cannot do its work now
 */
export interface Sql {
  /** Runs one statement; the rows are those of the last command. */
  query<Row extends object>(statement: SqlStatement, values: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * Runs `work` on one connection between BEGIN and COMMIT; a throw rolls everything back. On a serialization failure or
   * a deadlock `work` runs again, at most 3 times, so it must not have effects outside the database.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

export const SQL = Symbol('Sql');

/**
 * The database cannot answer now: no free connection in 500 ms, connection refused or lost, a statement cut off after
 * 2 s, a lock not had in 500 ms, a read-only or stopping server. Answered with HTTP 503 and `Retry-After`.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds: number;

  constructor(reason: string, options: { readonly cause?: unknown; readonly retryAfterSeconds?: number } = {}) {
    super(`The database is unavailable: ${reason}`, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? 1;
  }
}
