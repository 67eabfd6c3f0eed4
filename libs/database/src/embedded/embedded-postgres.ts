import { databaseSite, type DatabaseSite } from './database-site.js';
import { lockFolder } from './folder-lock.js';
import { ensureOwnDatabase, type DatabaseUrls } from './own-database.js';
import { preparePostgres } from './prepared-postgres.js';
import type { ServerSettings } from './server-settings.js';
import { Supervisor } from './supervisor.js';

/** What an embedded database needs to know. */
export interface EmbeddedPostgresRequest {
  /** The server's data folder; the database lives in `postgres` below it. */
  readonly dataDirectory: string;
  readonly log: (message: string) => void;
  /** PostgreSQL settings over ours, for tests. */
  readonly settings?: ServerSettings;
}

/** A database that is kept running, and started again should it die, until `stop`. */
export interface EmbeddedPostgres extends DatabaseUrls {
  /** Shuts the database down cleanly and gives the folder free; called last, when nobody uses it any more (F-30). */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with Gatehouse on `<data>/postgres`, making the database at the first start (2 s; later
 * starts take a fraction of one). Also starts after any kill of the server or the database; nothing committed is lost.
 *
 * @throws FolderInUseError another live server uses the folder
 * @throws Error the database cannot be made or started; the message says why and what to do
 */
export async function startEmbeddedPostgres(request: EmbeddedPostgresRequest): Promise<EmbeddedPostgres> {
  const site = await databaseSite(request);
  const lock = await lockFolder(site.place);
  try {
    const database = await startSupervised(site, request);
    return { ...database, stop: () => database.stop().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startSupervised(site: DatabaseSite, request: EmbeddedPostgresRequest): Promise<EmbeddedPostgres> {
  const { start, urls, credentials } = await preparePostgres(site, request);
  const supervisor = new Supervisor(start, request.log);
  await supervisor.start();
  await ensureOwnDatabase(urls, credentials).catch(async (error: unknown) => {
    await supervisor.stop();
    throw error;
  });
  return { ...urls, stop: () => supervisor.stop() };
}
