import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Account, Owner } from './account.js';
import { firstClosed } from './reachable.js';

/** Where databases go whose data folder the database's account cannot reach. */
const ELSEWHERE = '/var/lib/gatehouse';

/**
 * The folder that holds the database cluster, its passwords, its lock and its log: `<data>/postgres`, or, if a folder above
 * it is closed to the account the database runs under, one below /var/lib/gatehouse. The choice is written down in
 * `<data>/postgres/location` and then kept: moving the data folder must not look like losing the database.
 */
export async function clusterPlace(home: string, account: Account | undefined): Promise<string> {
  const recorded = await recordedPlace(home);
  if (recorded) return requirePlace(recorded, home);
  if (!account || (await clusterOwner(home))) return home;
  if (!(await firstClosed(home, account))) {
    await chmod(home, 0o711);
    return home;
  }
  return moveElsewhere(home);
}

/** Makes `<data>/postgres`. */
export async function databaseHome(dataDirectory: string): Promise<string> {
  const home = path.join(path.resolve(dataDirectory), 'postgres');
  await mkdir(home, { recursive: true });
  return realpath(home);
}

/** Owner of the cluster in `place`; `undefined` when there is none yet. */
export async function clusterOwner(place: string): Promise<Owner | undefined> {
  return stat(clusterFolder(place)).catch(() => undefined);
}

/** PostgreSQL's own data directory. */
export const clusterFolder = (place: string): string => path.join(place, 'cluster');

/** Where `home` says that its database is. */
export async function recordedPlace(home: string): Promise<string | undefined> {
  return readFile(path.join(home, 'location'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

async function requirePlace(place: string, home: string): Promise<string> {
  if (await stat(place).catch(() => undefined)) return place;
  throw new Error(
    `${home}/location says that the database is in ${place}, but there is no such folder. ` +
      'Bring it back, or delete that file to begin with an empty database.',
  );
}

async function moveElsewhere(home: string): Promise<string> {
  const place = path.join(ELSEWHERE, createHash('sha256').update(home).digest('hex').slice(0, 16));
  await mkdir(place, { recursive: true, mode: 0o711 });
  await Promise.all([chmod(ELSEWHERE, 0o711), chmod(place, 0o711)]);
  await writeFile(path.join(home, 'location'), `${place}\n`);
  return place;
}
