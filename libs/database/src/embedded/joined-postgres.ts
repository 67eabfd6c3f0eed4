import { setTimeout as delay } from 'node:timers/promises';
import { clusterFolder } from './cluster-place.js';
import { readCredentials } from './credentials.js';
import { databaseSite, type DatabaseSite } from './database-site.js';
import { hasOtherCommands, hasServer, lockDoor, shareFolder, type FolderLock } from './folder-lock.js';
import { servingProcess, stopServing } from './leftovers.js';
import { databaseUrls, ensureOwnDatabase } from './own-database.js';
import { recordedPort } from './port.js';
import { startPostmaster } from './postmaster.js';
import { preparePostgres } from './prepared-postgres.js';

/** An embedded database that this process uses for a while, beside others. */
export interface JoinedPostgres {
  readonly url: string;
  /** To be called when it is no longer used: the last one to leave stops it. */
  readonly leave: () => Promise<void>;
}

/** What a command needs to know. */
export interface JoinRequest {
  /** The server's data folder. */
  readonly dataDirectory: string;
  readonly log: (message: string) => void;
}

/**
 * The embedded database of a data folder, for one command: that of the server that runs on it, or one that commands share for as long as there are
 * any. The first one starts it, and the last one to leave stops it, whichever that is; one that was killed leaves it to the next.
 *
 * @throws Error a server is about to start it; it cannot be started, or its passwords cannot be read by this account
 */
export async function joinEmbeddedPostgres(request: JoinRequest): Promise<JoinedPostgres> {
  const site = await databaseSite(request);
  return atTheDoor(site, async () => {
    const share = await shareUnlessServed(site.place);
    if (share === undefined) return { url: await servedUrl(site.place), leave: () => Promise.resolve() };
    try {
      return await shared(site, share, request);
    } catch (error) {
      share.release();
      throw error;
    }
  });
}

async function atTheDoor<Result>({ place }: DatabaseSite, work: () => Promise<Result>): Promise<Result> {
  const door = await lockDoor(place);
  try {
    return await work();
  } finally {
    door.release();
  }
}

/** Tries to share the folder: a server that only looks whether it is free is gone in a moment. */
const ATTEMPTS = 20;

/** A share in the folder; `undefined` where a server runs in it. @throws Error a server is just starting */
async function shareUnlessServed(place: string): Promise<FolderLock | undefined> {
  for (let attempt = 1; ; attempt++) {
    const share = shareFolder(place);
    if (!hasServer(place)) return share;
    share.release();
    const isServed = (await servingProcess(clusterFolder(place))) !== undefined;
    if (isServed && !hasOtherCommands(place)) return undefined;
    if (attempt === ATTEMPTS)
      throw new Error(`The server on ${place} is just starting its database. Try again in a moment.`);
    await delay(100);
  }
}

async function shared(site: DatabaseSite, share: FolderLock, request: JoinRequest): Promise<JoinedPostgres> {
  const { place } = site;
  const isServed = (await servingProcess(clusterFolder(place))) !== undefined;
  const url = isServed ? await servedUrl(place) : await started(site, request);
  const onExit = await exitHook(place, share);
  process.once('exit', onExit);
  return {
    url,
    leave: () =>
      atTheDoor(site, async () => {
        if (!hasOtherCommands(place)) await stopServing(clusterFolder(place));
        process.removeListener('exit', onExit);
        share.release();
      }),
  };
}

async function servedUrl(place: string): Promise<string> {
  return databaseUrls(await recordedPort(place), await readCredentials(place)).url;
}

async function started(site: DatabaseSite, request: JoinRequest): Promise<string> {
  const { start, urls, credentials } = await preparePostgres(site, request);
  await startPostmaster(start);
  await ensureOwnDatabase(urls, credentials).catch(async (error: unknown) => {
    await stopServing(clusterFolder(site.place));
    throw error;
  });
  return urls.url;
}

/** For a process that ends without leaving, say after an uncaught error: the last one at least asks PostgreSQL to end as well. */
async function exitHook(place: string, share: FolderLock): Promise<() => void> {
  const pid = await servingProcess(clusterFolder(place));
  return () => {
    share.release();
    if (pid === undefined || hasOtherCommands(place)) return;
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It is gone already.
    }
  };
}
