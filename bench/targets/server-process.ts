import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A program of this project under the Node that runs the benchmark. */
export interface ServerProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

/** What is started, and how one knows that it is ready. */
export interface ServerProgram {
  /** Options of Node, the file, its arguments. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly isReady: () => Promise<boolean>;
}

const START_SECONDS = 60;
const KEPT_CHARACTERS = 20_000;

/**
 * Starts a server and waits until it is ready.
 * @throws Error it ended or was not ready in time, with the end of what it printed
 */
export async function startServerProcess({ args, environment, isReady }: ServerProgram): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const keep = (text: Buffer): void => {
    printed = (printed + text.toString()).slice(-KEPT_CHARACTERS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const deadline = performance.now() + START_SECONDS * 1_000;
  while (!(await isReady())) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${args.join(' ')} did not start:\n${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { pid: child.pid ?? 0, stop: () => stop(child) };
}

/** Whether an address answers 200. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.body?.cancel();
  return response?.status === 200;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
