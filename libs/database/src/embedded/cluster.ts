import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { clusterFolder } from './cluster-place.js';
import { createCredentials, readCredentials, type Credentials } from './credentials.js';

/** The major version the installed programs can open. */
const VERSION = '18';

/** What PostgreSQL's programs see of our environment: none of our secrets, and messages in English. */
export const bareEnvironment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/** How a cluster is made. */
export interface ClusterRequest {
  readonly place: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

/**
 * The passwords of the cluster in `place`, which is made first if there is none. A start that was killed in the middle of
 * making it leaves only a `cluster.new`, which is thrown away: `cluster` is complete whenever it exists.
 *
 * @throws Error the cluster was made by another major version of PostgreSQL
 */
export async function ensureCluster(request: ClusterRequest): Promise<Credentials> {
  const cluster = clusterFolder(request.place);
  const version = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) return createCluster(request);
  if (version.trim() === VERSION) return readCredentials(request.place);
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${version.trim()}, this is ${VERSION}. ` +
      'Start the version of Gatehouse that made it, dump the database, and load it into a new one.',
  );
}

async function createCluster(request: ClusterRequest): Promise<Credentials> {
  const unfinished = path.join(request.place, 'cluster.new');
  const passwordFile = path.join(request.place, 'initdb.password');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const credentials = await createCredentials(request.place);
  await writeFile(passwordFile, credentials.superuserPassword, { mode: 0o600 });
  try {
    if (request.account)
      for (const file of [unfinished, passwordFile]) await chown(file, request.account.uid, request.account.gid);
    await initdb(request, unfinished, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, clusterFolder(request.place));
  return credentials;
}

async function initdb({ binaries, account }: ClusterRequest, folder: string, passwordFile: string): Promise<void> {
  const options = [
    ['--pgdata', folder],
    ['--username', 'postgres'],
    ['--pwfile', passwordFile],
    ['--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8'],
    // Sorts by code point whatever libraries the machine has, so that indexes survive its upgrades.
    ['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ['--no-instructions'],
  ].flat();
  const identity = account && { uid: account.uid, gid: account.gid };
  try {
    await promisify(execFile)(binaries.initdb, options, { ...identity, cwd: '/', env: bareEnvironment });
  } catch (cause) {
    const said = (cause as { readonly stderr?: string }).stderr?.trim() ?? '';
    throw new Error(`The embedded database could not be made in ${folder}. initdb says: ${said}`, { cause });
  }
}
