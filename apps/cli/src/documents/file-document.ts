import { open, stat, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DocumentError, type DocumentSource } from '#configuration-exchange/configuration-exchange.port';
import { CommandError } from '../exit-code.js';
import type { Terminal } from '../terminal.js';

/** A document that knows how much of it was read. */
export interface MeasuredDocument extends DocumentSource {
  /** From 0 to 1; undefined where the length is not known. */
  fraction(): number | undefined;
  close(): Promise<void>;
}

/** Bytes that are read at once. */
const PIECE = 256 * 1024;

/**
 * A document in a file. It stays open, so that a second reading reads the same file.
 * @throws CommandError there is no such file, or something that is none: a folder, a pipe, a device
 */
export async function fileDocument(path: string, folder: string): Promise<MeasuredDocument> {
  const refuse = (why: string): never => {
    throw new CommandError(`${path} ${why}. Name a file, or - for standard input.`);
  };
  const unreadable = (error: unknown): never =>
    refuse(`cannot be read (${String((error as NodeJS.ErrnoException).code)})`);
  const named = resolve(folder, path);
  const there = await stat(named).catch(unreadable);
  if (there.isDirectory()) refuse('is a folder');
  // What can be read once, and only from its beginning, comes in on standard input.
  if (!there.isFile()) refuse('is not a file');
  const file = await open(named).catch(unreadable);
  const { size, mtimeMs } = await file.stat();
  let read = 0;
  return {
    async *read() {
      const now = await file.stat();
      if (now.size !== size || now.mtimeMs !== mtimeMs)
        throw new CommandError(`${path} was changed while it was being worked on. Begin again.`);
      read = 0;
      for await (const piece of decoded(pieces(file))) {
        read += piece.bytes;
        yield piece.text;
      }
    },
    fraction: () => (size === 0 ? undefined : read / size),
    close: () => file.close(),
  };
}

/** What comes in on standard input; it can be read once. */
export function inputDocument(terminal: Terminal): MeasuredDocument {
  return {
    async *read() {
      for await (const { text } of decoded(terminal.input())) yield text;
    },
    fraction: () => undefined,
    close: () => Promise.resolve(),
  };
}

async function* pieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** @throws DocumentError it is not UTF-8 */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly text: string; readonly bytes: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  const decode = (piece: Uint8Array, isLast: boolean): string => {
    try {
      return decoder.decode(piece, { stream: !isLast });
    } catch {
      throw new DocumentError('what follows is no text in UTF-8', line, 'Save the file as UTF-8.');
    }
  };
  for await (const piece of bytes) {
    const text = decode(piece, false);
    line += text.split('\n').length - 1;
    yield { text, bytes: piece.length };
  }
  yield { text: decode(new Uint8Array(), true), bytes: 0 };
}
