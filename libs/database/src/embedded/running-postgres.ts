import { clusterFolder, recordedPlace } from './cluster-place.js';
import { readCredentials } from './credentials.js';
import { isFolderLocked } from './folder-lock.js';
import { databaseUrls, type DatabaseUrls } from './own-database.js';
import { recordedPort } from './port.js';
import { readPostmasterFile } from './postmaster-file.js';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The embedded database that a server on this data folder keeps running; `undefined` when none does.
 * @throws Error a server is about to start it, or its passwords cannot be read by this account
 */
export async function runningPostgres(dataDirectory: string): Promise<DatabaseUrls | undefined> {
  const home = path.join(path.resolve(dataDirectory), 'postgres');
  const place = (await recordedPlace(home)) ?? home;
  if (!existsSync(place) || !isFolderLocked(place)) return undefined;
  const isReady = (await readPostmasterFile(clusterFolder(place)))?.isReady === true;
  if (!isReady) throw new Error(`The server on ${dataDirectory} is just starting its database. Try again in a moment.`);
  return databaseUrls(await recordedPort(place), await readCredentials(place));
}
