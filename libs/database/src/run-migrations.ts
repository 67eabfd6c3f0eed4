import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { backoffMilliseconds } from './backoff.js';
import { withConnection } from './connection.js';
import { asDatabaseFailure } from './connection-failure.js';
import { APPLICATION_NAME, CONNECTION_LIMIT } from './connection-settings.js';
import { allMigrations } from './migrations/all-migrations.js';
import { DatabaseUnavailableError } from './sql.port.js';

/** How long to wait for a database that comes late, and whom to tell. */
export interface MigrationOptions {
  /** Seconds; 60 unless given. */
  readonly waitSeconds?: number;
  readonly log?: (message: string) => void;
  /** Ends the wait, when the server is told to stop. */
  readonly signal?: AbortSignal;
}

/** Any number, the same for every Gatehouse: who holds this lock migrates, the others wait (F-31). */
const LOCK = 727_274_001;
/** Milliseconds a schema change may wait for a table in use before it steps back and tries again (F-32). */
const LOCK_LIMIT = 1_000;

/**
 * Brings the schema up to date, waiting for the database if it is late. When it returns, the schema is complete,
 * whichever process completed it.
 *
 * @throws DatabaseUnavailableError the database did not come in time
 * @throws Error a migration failed; the schema is as before
 */
export async function runMigrations(url: string, options: MigrationOptions = {}): Promise<void> {
  const { waitSeconds = 60, log, signal } = options;
  const deadline = performance.now() + waitSeconds * 1_000;
  let told: string | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      await migrate(url);
      return;
    } catch (error) {
      const failure = asDatabaseFailure(error);
      if (!(failure instanceof DatabaseUnavailableError)) throw failure;
      const explained = explain(url, failure);
      const isLastTry = performance.now() >= deadline || signal?.aborted === true;
      if (isLastTry || isFinal(failure)) throw explained;
      if (explained.message !== told)
        log?.(`waiting up to ${String(waitSeconds)} seconds for the database: ${explained.message}`);
      told = explained.message; // Once for each reason: it is tried up to ten times a second.
      const wait = backoffMilliseconds(attempt, { first: 100, most: 2_000 });
      await delay(wait, undefined, { ...(signal && { signal }) }).catch(() => undefined);
    }
  }
}

/** The failure with the address and what the server or the system said; never the password. */
function explain(url: string, failure: DatabaseUnavailableError): DatabaseUnavailableError {
  const { hostname, port, pathname } = new URL(url);
  const said = failure.cause instanceof Error ? ` (${failure.cause.message})` : '';
  const at = `${hostname}:${port === '' ? '5432' : port}${pathname}`;
  const remedy = 'Check DATABASE_URL: address, account, password and database.';
  return new DatabaseUnavailableError(`no connection to ${at}${said}. ${remedy}`, { cause: failure.cause });
}

/** A refused account or a missing database does not come by waiting. */
function isFinal({ cause }: DatabaseUnavailableError): boolean {
  return cause instanceof Error && /^(?:28\w{3}|3D000)\b/.test(cause.message);
}

async function migrate(url: string): Promise<void> {
  const config = {
    connectionString: url,
    connectionTimeoutMillis: 10 * CONNECTION_LIMIT,
    application_name: APPLICATION_NAME,
  };
  await withConnection(config, async (client) => {
    if (!(await isComplete(client))) await migrateAlone(client, url);
    await client.query(`select ensure_audit_partition(now()), ensure_audit_partition(now() + interval '1 month')`);
  });
}

/** Whether our newest migration is there; newer ones of a later version do not disturb us (F-32). */
async function isComplete(client: pg.Client): Promise<boolean> {
  const table = await client.query<{ found: boolean }>(`select to_regclass('migrations') is not null as found`);
  if (!table.rows[0]?.found) return false;
  const applied = await client.query<{ name: string }>('select name from migrations');
  return allMigrations.every(({ name }) => applied.rows.some((row) => row.name === name));
}

/** The lock belongs to the session: should this process die, it is free again. */
async function migrateAlone(client: pg.Client, url: string): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    if (!(await isComplete(client))) await migrateNow(url);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

async function migrateNow(url: string): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: [...allMigrations],
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolSize: 2,
    applicationName: `${APPLICATION_NAME}-migration`,
    extra: { lock_timeout: LOCK_LIMIT },
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations({ transaction: 'all' });
  } finally {
    await dataSource.destroy();
  }
}
