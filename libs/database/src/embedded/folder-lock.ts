import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMilliseconds } from '../backoff.js';
import { processStart } from './process-identity.js';

/** Another live server already uses the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';

  constructor(folder: string, pid: number) {
    super(
      `The database folder ${folder} is in use by the server with process id ${String(pid)}. ` +
        'Stop that server first, or give this one a data folder of its own.',
    );
  }
}

/** Held until released or until the process is gone, however it went. */
export interface FolderLock {
  readonly release: () => void;
}

interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly file: string;
}

/** Two servers starting at the same moment may each see the other and step back; they then try again at different times. */
const ATTEMPTS = 6;

/**
 * Claims `folder` for this process. Every contender first writes a file named after itself and then looks for others:
 * of two, at least one sees the other, so both can never hold it. The name carries the start time of the process, so a
 * file left by a killed server never looks alive, even after its process id was given away again (F-11, F-59).
 *
 * @throws FolderInUseError when a live server, this one included, holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  for (let attempt = 1; ; attempt++) {
    const own = claim(folder);
    const other = otherHolder(folder, own);
    if (!other)
      return {
        release: () => {
          rmSync(own, { force: true });
        },
      };
    rmSync(own, { force: true });
    if (attempt === ATTEMPTS) throw new FolderInUseError(folder, other.pid);
    await delay(backoffMilliseconds(attempt, { first: 10, most: 100 }));
  }
}

/** Whether some live server holds the folder. */
export function isFolderLocked(folder: string): boolean {
  return liveHolders(folder).length > 0;
}

function claim(folder: string): string {
  const start = processStart(process.pid) ?? 'unknown';
  const file = path.join(folder, `server.${String(process.pid)}.${start}.lock`);
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, start }), { flag: 'wx', mode: 0o600 });
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new FolderInUseError(folder, process.pid);
    throw error;
  }
}

function otherHolder(folder: string, own: string): Holder | undefined {
  return liveHolders(folder).find((holder) => holder.file !== own);
}

/** Live holders; what dead ones left behind is removed. Their names never come again, so nobody's claim is removed by mistake. */
function liveHolders(folder: string): readonly Holder[] {
  const holders = readdirSync(folder).flatMap((name) => holderOf(folder, name) ?? []);
  const [live, dead] = [holders.filter(isAlive), holders.filter((holder) => !isAlive(holder))];
  for (const { file } of dead) rmSync(file, { force: true });
  return live;
}

function holderOf(folder: string, name: string): Holder | undefined {
  const [, pid, start] = /^server\.(\d+)\.([\w-]+)\.lock$/.exec(name) ?? [];
  return pid && start ? { pid: Number(pid), start, file: path.join(folder, name) } : undefined;
}

const isAlive = (holder: Holder): boolean => processStart(holder.pid) === holder.start;
