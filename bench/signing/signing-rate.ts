import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const PROGRAM = 'dist/bench/signing/main.js';

/** Signatures a second by `jose` alone in a process of its own; its threads may use all cores, as the servers may. */
export async function signingRate(seconds: number, atOnce: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, String(seconds), String(atOnce)]);
  return Number(stdout);
}
