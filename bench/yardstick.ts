import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Signatures a second by `jose` alone; its threads may use all cores, as the servers may. */
export async function signingRate(seconds: number, atOnce: number): Promise<number> {
  return rateOf('dist/bench/signing/main.js', seconds, atOnce);
}

/** Password hashes a second by one thread alone. */
export async function hashRate(seconds: number): Promise<number> {
  return rateOf('dist/bench/hashing/main.js', seconds);
}

/** What a program says that does one thing, in a process of its own, as fast as it can. */
async function rateOf(program: string, ...args: readonly number[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args.map(String)]);
  return Number(stdout);
}
