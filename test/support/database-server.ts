import { chmod, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { withConnection } from '../../libs/database/src/connection.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';
import { isFolderLocked } from '../../libs/database/src/embedded/folder-lock.js';
import { stopLeftovers } from '../../libs/database/src/embedded/leftovers.js';
import { runMigrations } from '../../libs/database/src/run-migrations.js';
import { makeTemplates, publishServer } from './postgres.js';
import { makeSigningKeys } from './signing-keys.js';

let running: { readonly database: EmbeddedPostgres; readonly folder: string } | undefined;

const PREFIX = 'gatehouse-test-';

const MEMORY = '/dev/shm';
/** Bytes: several times what the databases of all workers ever take at once. */
const ROOM = 2 ** 31;

/** Nothing is at stake in a test database, so that it need not wait for the disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
  // Each of ten thousand connections proves a password, which is slow only to those who guess it.
  scram_iterations: '1',
  autovacuum: 'off',
};

/** Starts one embedded PostgreSQL in a temporary folder, in memory if it can be, for a Jest run, and makes the databases that tests copy. */
export async function startDatabaseServer(): Promise<void> {
  const folder = await mkdtemp(path.join(await databasePlace(), PREFIX));
  // Run as root, PostgreSQL uses another account, which has to get in.
  await chmod(folder, 0o711);
  await removeForgotten(folder);
  const database = await startEmbeddedPostgres({ dataDirectory: folder, settings, log: () => undefined });
  running = { database, folder };
  await hashAgain(database.superuserUrl);
  publishServer({ url: database.url, superuserUrl: database.superuserUrl });
  await makeTemplates(runMigrations, makeSigningKeys);
}

/** Ends it and removes its folder. */
export async function stopDatabaseServer(): Promise<void> {
  await running?.database.stop();
  if (running) await rm(running.folder, { recursive: true, force: true });
}

/** The superuser's password was there before {@link settings}. */
async function hashAgain(superuserUrl: string): Promise<void> {
  const password = pg.escapeLiteral(decodeURIComponent(new URL(superuserUrl).password));
  await withConnection(superuserUrl, (client) => client.query(`alter role current_user password ${password}`));
}

/**
 * In memory, where the system has a file system there with room to spare: each test database is made of a thousand files, and finding a
 * place on a disk for each of them takes a tenth of all the time that the tests take.
 */
async function databasePlace(): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  const room = Math.min(bavail * bsize, process.availableMemory() / 2);
  return room > ROOM ? MEMORY : tmpdir();
}

/** Folders, and database servers, of runs that were killed. One younger than a minute may be about to be used. */
async function removeForgotten(ours: string): Promise<void> {
  const youngest = (await stat(ours)).mtimeMs - 60_000;
  for (const folder of [...(await ourFolders(tmpdir())), ...(await ourFolders(MEMORY))]) {
    if ((await stat(folder)).mtimeMs > youngest) continue;
    const home = path.join(folder, 'postgres');
    const isThere = await stat(home).catch(() => undefined);
    if (isThere && isFolderLocked(home)) continue;
    await stopLeftovers(path.join(home, 'cluster'), () => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

async function ourFolders(place: string): Promise<readonly string[]> {
  const names = await readdir(place).catch(() => []);
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => path.join(place, name));
}
