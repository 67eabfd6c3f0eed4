import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';
import { isFolderLocked } from '../../libs/database/src/embedded/folder-lock.js';
import { stopLeftovers } from '../../libs/database/src/embedded/leftovers.js';
import { runMigrations } from '../../libs/database/src/run-migrations.js';
import { makeTemplates, publishServer } from './postgres.js';
import { makeSigningKeys } from './signing-keys.js';

let running: { readonly database: EmbeddedPostgres; readonly folder: string } | undefined;

const PREFIX = 'gatehouse-test-';

/** Nothing is at stake in a test database, so that it need not wait for the disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
};

/** Starts one embedded PostgreSQL in a temporary folder for a Jest run, and makes the databases that tests copy. */
export async function startDatabaseServer(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), PREFIX));
  // Run as root, PostgreSQL uses another account, which has to get in.
  await chmod(folder, 0o711);
  await removeForgotten(folder);
  const database = await startEmbeddedPostgres({ dataDirectory: folder, settings, log: () => undefined });
  running = { database, folder };
  publishServer({ url: database.url, superuserUrl: database.superuserUrl });
  await makeTemplates(runMigrations, makeSigningKeys);
}

/** Ends it and removes its folder. */
export async function stopDatabaseServer(): Promise<void> {
  await running?.database.stop();
  if (running) await rm(running.folder, { recursive: true, force: true });
}

/** Folders, and database servers, of runs that were killed. One younger than a minute may be about to be used. */
async function removeForgotten(ours: string): Promise<void> {
  const youngest = (await stat(ours)).mtimeMs - 60_000;
  for (const name of await readdir(tmpdir())) {
    const folder = path.join(tmpdir(), name);
    if (!name.startsWith(PREFIX) || (await stat(folder)).mtimeMs > youngest) continue;
    const home = path.join(folder, 'postgres');
    const isThere = await stat(home).catch(() => undefined);
    if (isThere && isFolderLocked(home)) continue;
    await stopLeftovers(path.join(home, 'cluster'), () => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}
