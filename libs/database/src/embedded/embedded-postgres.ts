import { readFile } from 'node:fs/promises';
import { chooseAccount, type Account } from './account.js';
import { serverBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { clusterFolder, clusterOwner, clusterPlace, databaseHome, recordedPlace } from './cluster-place.js';
import { lockFolder } from './folder-lock.js';
import { stopLeftovers } from './leftovers.js';
import { databaseUrls, ensureOwnDatabase, type DatabaseUrls } from './own-database.js';
import { choosePort, recordPort } from './port.js';
import { serverSettings, type ServerSettings } from './server-settings.js';
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
  const home = await databaseHome(request.dataDirectory);
  const account = await chooseServerAccount(home);
  const place = await clusterPlace(home, account);
  if (place !== home)
    request.log(`the database of ${home} is kept in ${place}, where the account it runs under can reach it`);
  const lock = await lockFolder(place);
  try {
    const database = await startIn(place, account, request);
    return { ...database, stop: () => database.stop().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startIn(
  place: string,
  account: Account | undefined,
  request: EmbeddedPostgresRequest,
): Promise<EmbeddedPostgres> {
  const binaries = await serverBinaries(account, request.log);
  const credentials = await ensureCluster({ place, binaries, account });
  await stopLeftovers(clusterFolder(place), request.log); // Frees its port as well.
  const port = await choosePort(place);
  await recordPort(place, port);
  const settings = serverSettings(port, request.settings);
  const supervisor = new Supervisor({ program: binaries.postgres, place, account, settings }, request.log);
  await supervisor.start();
  const urls = databaseUrls(port, credentials);
  await ensureOwnDatabase(urls, credentials).catch(async (error: unknown) => {
    await supervisor.stop();
    throw error;
  });
  return { ...urls, stop: () => supervisor.stop() };
}

async function chooseServerAccount(home: string): Promise<Account | undefined> {
  const owner = await clusterOwner((await recordedPlace(home)) ?? home);
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return chooseAccount(process.getuid?.(), passwd, owner);
}
