import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a running PostgreSQL writes into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  /** Whether connections are taken now. */
  readonly isReady: boolean;
}

/** Reads the text of `postmaster.pid`: the process id in line 1, the status in line 8; anything else is no such file. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, isReady: lines[7]?.trim() === 'ready' };
}

/** The cluster's `postmaster.pid`; `undefined` when missing or damaged. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(postmasterFilePath(cluster), 'utf8').catch(() => '');
  return parsePostmasterFile(text);
}

export const postmasterFilePath = (cluster: string): string => path.join(cluster, 'postmaster.pid');
