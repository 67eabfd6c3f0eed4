import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A process of its own around the embedded database of a data folder. */
export interface DatabaseProcess {
  readonly child: ChildProcess;
  /** The first thing it says; `undefined` if it gave up. */
  readonly url?: string;
  readonly errors: () => string;
}

/** Starts one, as a server starts its database or as a command joins it, and waits until it has said something. */
export async function startDatabaseProcess(folder: string, how: 'starts' | 'joins'): Promise<DatabaseProcess> {
  const program = path.join(import.meta.dirname, '../cluster/embedded-postgres-process.ts');
  const hooks = path.join(import.meta.dirname, 'typescript-hooks.js');
  const args = ['--import', hooks, program, folder, how];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const line = await new Promise<string | undefined>((resolve) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('close', () => resolve(undefined));
  });
  return { child, errors: () => errors, ...(line !== undefined && { url: JSON.parse(line).url }) };
}

/** Sends a signal, and waits until the process has ended. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
