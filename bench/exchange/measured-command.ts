import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { peakMemoryOf } from '../targets/process-times.js';

/** What one run of the command took. */
export interface CommandFigures {
  readonly seconds: number;
  /** Largest resident memory, in MiB; undefined where the operating system does not tell. */
  readonly peakMebibytes: number | undefined;
}

const PROGRAM = 'dist/apps/cli/src/main.js';
/** Milliseconds between two looks at the memory; the kernel keeps the peak, so that only the last moment can be missed. */
const LOOK = 100;

/**
 * Runs the built `gatehouse` command as a process of its own.
 * @param allowed exit codes that are no failure
 * @throws Error it failed, with what it said
 */
export async function measureCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  allowed: readonly number[] = [0],
): Promise<CommandFigures> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...(await nodeOptions()), PROGRAM, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
  let peakMebibytes: number | undefined;
  const timer = setInterval(() => {
    void peakMemoryOf(child.pid ?? 0).then((peak) => (peakMebibytes = peak ?? peakMebibytes));
  }, LOOK);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code === null || !allowed.includes(code))
    throw new Error(`gatehouse ${args.join(' ')} ended with ${code}:\n${said}`);
  return { seconds: (performance.now() - begun) / 1_000, peakMebibytes };
}

/** What `npx gatehouse` gives to Node. */
async function nodeOptions(): Promise<readonly string[]> {
  const file = pathToFileURL(resolve('scripts/lib/node-options.mjs')).href;
  return ((await import(file)) as { readonly commandOptions: readonly string[] }).commandOptions;
}
