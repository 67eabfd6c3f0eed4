import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandContext } from '../command-context.js';

/** Whether a word of the command line is the path of a file. */
export async function isFileHere(path: string, { folder }: Pick<CommandContext, 'folder'>): Promise<boolean> {
  const there = await stat(resolve(folder, path)).catch(() => undefined);
  return there?.isFile() ?? false;
}
