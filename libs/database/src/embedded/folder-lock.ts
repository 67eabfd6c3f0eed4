import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMilliseconds } from '../backoff.js';
import { processStart } from './process-identity.js';

/** What a live process may have written its name to a folder for. */
export type Claimant = 'server' | 'command' | 'door';

/** Another live process already uses the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';

  constructor(folder: string, { pid, claimant }: { readonly pid: number; readonly claimant: Claimant }) {
    const remedy =
      claimant === 'server'
        ? 'Stop that server first, or give this one a data folder of its own.'
        : 'Wait until that command has ended.';
    const whom = claimant === 'server' ? 'server' : 'gatehouse command';
    super(`The database folder ${folder} is in use by the ${whom} with process id ${String(pid)}. ${remedy}`);
  }
}

/** Held until released or until the process is gone, however it went. */
export interface FolderLock {
  readonly release: () => void;
}

interface Holder {
  readonly claimant: Claimant;
  readonly pid: number;
  readonly start: string;
  readonly file: string;
}

/** Two servers starting at the same moment may each see the other and step back; they then try again at different times. */
const ATTEMPTS = 6;
/** Milliseconds that a database may take to start, or to stop, while others wait at the door. */
const DOOR_LIMIT = 90_000;

/**
 * Claims `folder` for a server that runs in this process. Every contender first writes a file named after itself and then looks for others:
 * of two, at least one sees the other, so both can never hold it. The name carries the start time of the process, so a
 * file left by a killed server never looks alive, even after its process id was given away again (F-11, F-59).
 *
 * @throws FolderInUseError when a live server, this one included, or a command holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  return claimAlone(folder, 'server', (attempt) => attempt === ATTEMPTS);
}

/**
 * Waits for the door of the folder: only one command at a time finds out whether others are there, and starts or stops the database by that.
 * @throws FolderInUseError another command did not leave the door for a minute and a half
 */
export async function lockDoor(folder: string): Promise<FolderLock> {
  const deadline = performance.now() + DOOR_LIMIT;
  return claimAlone(folder, 'door', () => performance.now() > deadline);
}

/** Says that a command works in the folder: any number may, and no server then. To be done at the door; look for servers afterwards. */
export function shareFolder(folder: string): FolderLock {
  return lockOf(claim(folder, 'command'));
}

/** Whether a live server holds the folder. */
export function hasServer(folder: string): boolean {
  return liveHolders(folder).some(({ claimant }) => claimant === 'server');
}

/** Whether a command of another live process works in the folder. */
export function hasOtherCommands(folder: string): boolean {
  return liveHolders(folder).some(({ claimant, pid }) => claimant === 'command' && pid !== process.pid);
}

/** Whether some live process uses the folder. */
export function isFolderLocked(folder: string): boolean {
  return liveHolders(folder).length > 0;
}

async function claimAlone(
  folder: string,
  claimant: Claimant,
  isLast: (attempt: number) => boolean,
): Promise<FolderLock> {
  for (let attempt = 1; ; attempt++) {
    const own = claim(folder, claimant);
    const rival = liveHolders(folder).find((other) => other.file !== own && isRival(claimant, other));
    if (!rival) return lockOf(own);
    rmSync(own, { force: true });
    if (isLast(attempt)) throw new FolderInUseError(folder, rival);
    await delay(backoffMilliseconds(attempt, { first: 10, most: 100 }));
  }
}

/** At the door only those count who stand there as well; a server wants to be alone. */
function isRival(claimant: Claimant, other: Holder): boolean {
  return claimant === 'door' ? other.claimant === 'door' : other.claimant !== 'door';
}

const lockOf = (file: string): FolderLock => ({
  release: () => {
    rmSync(file, { force: true });
  },
});

function claim(folder: string, claimant: Claimant): string {
  const start = processStart(process.pid) ?? 'unknown';
  const file = path.join(folder, `${claimant}.${String(process.pid)}.${start}.lock`);
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, start }), { flag: 'wx', mode: 0o600 });
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new FolderInUseError(folder, { pid: process.pid, claimant });
    throw error;
  }
}

/** Live holders; what dead ones left behind is removed. Their names never come again, so nobody's claim is removed by mistake. */
function liveHolders(folder: string): readonly Holder[] {
  const holders = readdirSync(folder).flatMap((name) => holderOf(folder, name) ?? []);
  const [live, dead] = [holders.filter(isAlive), holders.filter((holder) => !isAlive(holder))];
  for (const { file } of dead) rmSync(file, { force: true });
  return live;
}

function holderOf(folder: string, name: string): Holder | undefined {
  const [, claimant, pid, start] = /^(server|command|door)\.(\d+)\.([\w-]+)\.lock$/.exec(name) ?? [];
  if (!claimant || !pid || !start) return undefined;
  return { claimant: claimant as Claimant, pid: Number(pid), start, file: path.join(folder, name) };
}

const isAlive = (holder: Holder): boolean => processStart(holder.pid) === holder.start;
