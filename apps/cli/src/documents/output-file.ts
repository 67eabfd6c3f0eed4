import { lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from '../exit-code.js';

/** Whether a name stands for standard output, as `-` does for standard input where a file is read. */
export function isStandardOutput(path: string): boolean {
  return STANDARD_OUTPUT.has(path);
}

/** A file put into the place of one of these would be found there by every other process. */
const STANDARD_OUTPUT = new Set(['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

/**
 * Writes a file beside its place and puts it there when it is complete: whoever looks finds the old one or the new one, never half of one. Only
 * this account may read it. A symbolic link stays, and what it leads to is written.
 * @throws CommandError it cannot be written, or there is something that is no file and must stay what it is: a folder, a pipe, a device
 */
export async function writeWhole(path: string, folder: string, pieces: AsyncIterable<string>): Promise<void> {
  let unfinished: string | undefined;
  try {
    const place = await placeOf(path, resolve(folder, path));
    unfinished = `${place}.${process.pid}.new`;
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for await (const piece of inPortions(pieces)) await file.write(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, place);
  } catch (error) {
    if (unfinished !== undefined) await rm(unfinished, { force: true });
    throw isSystemError(error)
      ? new CommandError(`${path} cannot be written (${error.code}). Name another file.`)
      : error;
  }
}

/** Where the file is to stand: at the end of symbolic links. @throws CommandError what is there is no file */
async function placeOf(path: string, named: string): Promise<string> {
  const there = await stat(named).catch(unlessMissing);
  if (there === undefined) {
    if (await isLink(named)) throw new CommandError(`${path} is a link to nothing. Name the file itself.`);
    return named;
  }
  if (there.isDirectory()) throw new CommandError(`${path} is a folder. Name a file.`);
  if (!there.isFile()) throw new CommandError(`${path} is not a file. Write there with: gatehouse export > ${path}`);
  return realpath(named);
}

async function isLink(named: string): Promise<boolean> {
  return (await lstat(named).catch(unlessMissing))?.isSymbolicLink() ?? false;
}

function unlessMissing(error: unknown): undefined {
  if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
}

/** In characters: a file is not written line by line. */
const PORTION = 64 * 1024;

/** The same text in fewer pieces. */
export async function* inPortions(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let portion = '';
  for await (const piece of pieces) {
    portion += piece;
    if (portion.length < PORTION) continue;
    yield portion;
    portion = '';
  }
  if (portion !== '') yield portion;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
}
