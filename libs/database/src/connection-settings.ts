import pg from 'pg';

/** How many connections, to which database. */
export interface ConnectionRequest {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Most connections at once, for this process. */
  readonly poolSize: number;
}

/** Milliseconds until the server gives up a statement, a lock, a transaction its client forgot (F-14). */
export const SERVER_LIMITS = {
  statement_timeout: 2_000,
  lock_timeout: 500,
  idle_in_transaction_session_timeout: 5_000,
};
/** Milliseconds until we give up on a server that does not answer at all: a little more than it has itself. */
export const ANSWER_LIMIT = 2_500;
/** Milliseconds to wait for a connection, be it a new one or one that comes back. */
export const CONNECTION_LIMIT = 500;

export const APPLICATION_NAME = 'gatehouse';

/** `bigint` comes as a number: ours are counters and row ids far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (type, format) =>
  type === pg.types.builtins.INT8 && format !== 'binary' ? Number : (pg.types.getTypeParser(type, format) as unknown);

/** Settings of the driver's pool, shared by everything that goes through it. */
export function poolSettings({ url, poolSize }: ConnectionRequest): pg.PoolConfig {
  return {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECTION_LIMIT,
    // Connections are kept: each has its prepared statements.
    idleTimeoutMillis: 300_000,
    keepAlive: true,
    application_name: APPLICATION_NAME,
    types: { getTypeParser },
    ...SERVER_LIMITS,
  };
}
