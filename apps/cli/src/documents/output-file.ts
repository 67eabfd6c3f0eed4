import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from '../exit-code.js';

/**
 * Writes a file beside its place and puts it there when it is complete: whoever looks finds the old one or the new one, never half of one. Only
 * this account may read it.
 * @throws CommandError it cannot be written
 */
export async function writeWhole(path: string, folder: string, pieces: AsyncIterable<string>): Promise<void> {
  const place = resolve(folder, path);
  const unfinished = `${place}.${process.pid}.new`;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for await (const piece of inPortions(pieces)) await file.write(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, place);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw isSystemError(error)
      ? new CommandError(`${path} cannot be written (${error.code}). Name another file.`)
      : error;
  }
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
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
