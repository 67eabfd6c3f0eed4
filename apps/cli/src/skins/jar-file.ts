import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../exit-code.js';

/** The bytes of a JAR that is named on the command line. @throws CommandError */
export async function readJar(file: string, { folder }: Pick<CommandContext, 'folder'>): Promise<Buffer> {
  try {
    return await readFile(resolve(folder, file));
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${codeOf(error)}). Name a JAR.`);
  }
}

/** Writes a JAR, which is put in its place when it is complete. @throws CommandError */
export async function writeJar(file: string, jar: Buffer, { folder }: Pick<CommandContext, 'folder'>): Promise<void> {
  const place = resolve(folder, file);
  const unfinished = `${place}.${String(process.pid)}.new`;
  try {
    await writeFile(unfinished, jar, { flag: 'wx' });
    await rename(unfinished, place);
  } catch (error) {
    throw new CommandError(`${file} cannot be written (${codeOf(error)}). Name another file.`);
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
