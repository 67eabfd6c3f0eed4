import { readdirSync, readlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './process-identity.js';
import { postmasterFilePath, readPostmasterFile } from './postmaster-file.js';

/** Milliseconds each way of asking may take before the next, ruder one: for what nobody needs any more, and for what was used until now. */
const PATIENCE = { leftover: 4_000, used: 10_000 };

/**
 * Ends what an earlier server left running on the cluster, so that a new one may start: a whole PostgreSQL whose parent was
 * killed is shut down cleanly; processes whose postmaster was killed are killed too, since only crash recovery can follow.
 * Removes a stale `postmaster.pid`, which would stop PostgreSQL if its process id now belongs to somebody else (F-10, F-11).
 *
 * Must be called by the holder of the folder's lock only.
 */
export async function stopLeftovers(cluster: string, log: (message: string) => void): Promise<void> {
  const processes = await serverProcesses(cluster);
  if (processes.length > 0) await endAll(cluster, processes, { patience: PATIENCE.leftover, log });
  // Elsewhere than on Linux it is not known whether single processes of the old server live: PostgreSQL must judge itself.
  if (process.platform === 'linux') await rm(postmasterFilePath(cluster), { force: true });
}

/** Shuts down the PostgreSQL on the cluster, whoever started it; by the last one who used it only. */
export async function stopServing(cluster: string): Promise<void> {
  const processes = await serverProcesses(cluster);
  if (processes.length > 0) await endAll(cluster, processes, { patience: PATIENCE.used, log: () => undefined });
}

/** Process id of the PostgreSQL that takes connections to the cluster; `undefined` when none does. */
export async function servingProcess(cluster: string): Promise<number | undefined> {
  const file = await readPostmasterFile(cluster);
  if (file?.isReady !== true) return undefined;
  return (await serverProcesses(cluster)).includes(file.pid) ? file.pid : undefined;
}

interface Ending {
  readonly patience: number;
  readonly log: (message: string) => void;
}

async function endAll(cluster: string, processes: readonly number[], { patience, log }: Ending): Promise<void> {
  const postmaster = (await readPostmasterFile(cluster))?.pid;
  if (postmaster !== undefined && processes.includes(postmaster)) {
    log(`a database server left by an earlier run is still there (process ${String(postmaster)}): stopping it`);
    if (await signalAndWait(cluster, { pids: [postmaster], signal: 'SIGINT', patience })) return;
    if (await signalAndWait(cluster, { pids: [postmaster], signal: 'SIGQUIT', patience })) return;
  }
  const pids = await serverProcesses(cluster);
  log(`ending ${String(pids.length)} processes of an earlier database server`);
  await signalAndWait(cluster, { pids, signal: 'SIGKILL', patience });
}

interface Request {
  readonly pids: readonly number[];
  readonly signal: NodeJS.Signals;
  readonly patience: number;
}

async function signalAndWait(cluster: string, { pids, signal, patience }: Request): Promise<boolean> {
  for (const pid of pids) send(pid, signal);
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    if ((await serverProcesses(cluster)).length === 0) return true;
    await delay(10);
  }
  return false;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in between, which is all we want.
  }
}

/** Live PostgreSQL processes on the cluster. On Linux all of them, known by program and working directory; elsewhere the postmaster. */
async function serverProcesses(cluster: string): Promise<readonly number[]> {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && worksOn(pid, cluster));
  const postmaster = await readPostmasterFile(cluster);
  return postmaster && processStart(postmaster.pid) ? [postmaster.pid] : [];
}

function worksOn(pid: number, cluster: string): boolean {
  try {
    const folder = `/proc/${String(pid)}`;
    // A program replaced by an upgrade is shown as "… (deleted)".
    const isPostgres = /\/postgres( \(deleted\))?$/.test(readlinkSync(`${folder}/exe`));
    return isPostgres && readlinkSync(`${folder}/cwd`) === cluster && processStart(pid) !== undefined;
  } catch {
    return false; // Gone, a kernel thread, or somebody else's.
  }
}
