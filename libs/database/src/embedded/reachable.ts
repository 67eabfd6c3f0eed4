import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.js';

/** The permission bits of a file and who owns it. */
export interface FileMode {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Whether the account, a member of its own group only, may enter the folder or run the file (the `x` bit). */
export function mayEnter({ mode, uid, gid }: FileMode, account: Account): boolean {
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** The first existing part of `target`, from the root on, that the account may not enter; `undefined` when all is open. */
export async function firstClosed(target: string, account: Account): Promise<string | undefined> {
  for (const part of await existingParts(target)) {
    if (!mayEnter(await stat(part), account)) return part;
  }
  return undefined;
}

async function existingParts(target: string): Promise<readonly string[]> {
  const real = await realpath(target).catch(() => undefined);
  if (real === undefined) return existingParts(path.dirname(target));
  const parts = [real];
  for (let part = real; part !== path.dirname(part);) {
    part = path.dirname(part);
    parts.unshift(part);
  }
  return parts;
}
