import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account.js';
import { bareEnvironment } from './cluster.js';
import { clusterFolder } from './cluster-place.js';
import { readPostmasterFile } from './postmaster-file.js';
import { settingArguments, type ServerSettings } from './server-settings.js';

/** A running PostgreSQL that takes connections. */
export interface Postmaster {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Cuts off connections, writes everything down and ends; ruder when that takes too long. */
  stop(): Promise<void>;
  /** Asks it to do so, without waiting. */
  interrupt(): void;
}

/** How a postmaster is started. */
export interface PostmasterRequest {
  readonly program: string;
  readonly place: string;
  readonly account: Account | undefined;
  readonly settings: ServerSettings;
}

/** Milliseconds until a start counts as failed; recovery after a crash can take a while. */
const START_LIMIT = 60_000;
/** Milliseconds for a fast shutdown, then for an immediate one. */
const STOP_LIMITS = { SIGINT: 10_000, SIGQUIT: 3_000, SIGKILL: 3_000 } as const;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Starts PostgreSQL and waits until it takes connections.
 * @throws Error it ended or was not ready within a minute; the message quotes the end of its log
 */
export async function startPostmaster(request: PostmasterRequest): Promise<Postmaster> {
  const child = spawnServer(request);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  const deadline = performance.now() + START_LIMIT;
  while (!(await isReady(request.place, child.pid))) {
    if (hasEnded(child)) throw new Error(`PostgreSQL did not start. ${await logTail(request.place)}`);
    if (performance.now() > deadline) {
      child.kill('SIGQUIT');
      throw new Error(`PostgreSQL was not ready after a minute. ${await logTail(request.place)}`);
    }
    await delay(10);
  }
  const stop = (): Promise<void> => stopServer(child, ended);
  return { pid: child.pid ?? 0, ended, stop, interrupt: () => child.kill('SIGINT') };
}

function spawnServer({ program, place, account, settings }: PostmasterRequest): ChildProcess {
  const logFile = path.join(place, 'server.log');
  const log = openLog(logFile);
  const child = spawn(program, ['-D', clusterFolder(place), ...settingArguments(settings)], {
    ...(account && { uid: account.uid, gid: account.gid }),
    cwd: '/',
    env: bareEnvironment,
    stdio: ['ignore', log, log],
    // A process group of its own: Ctrl-C at the terminal must reach us alone, because the database stops last (F-30).
    detached: true,
  });
  closeSync(log);
  child.unref();
  return child;
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

async function isReady(place: string, pid: number | undefined): Promise<boolean> {
  const file = await readPostmasterFile(clusterFolder(place));
  return file !== undefined && file.pid === pid && file.isReady;
}

/** Whether it is gone, or never came to be. */
const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function stopServer(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const [signal, limit] of Object.entries(STOP_LIMITS)) {
    if (hasEnded(child)) return;
    child.kill(signal as NodeJS.Signals);
    const patience = new AbortController();
    await Promise.race([ended, delay(limit, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }
}

async function logTail(place: string): Promise<string> {
  const file = path.join(place, 'server.log');
  const text = await readFile(file, 'utf8').catch(() => '');
  return `The end of ${file}:\n${text.trimEnd().split('\n').slice(-8).join('\n')}`;
}
