import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandError } from '../exit-code.js';

/** The description of a skin in its folder, which does not go into the JAR. */
export const SKIN_JSON = 'skin.json';
/** What is there for those who write the skin. */
const LEFT_OUT = /^(?:\..*|node_modules|README(?:\..*)?|Thumbs\.db|.*\.jar)$/i;
/** Files of the largest folder that is packed. */
const MOST_FILES = 2_000;

/**
 * The files of a folder by their paths in it, sorted; hidden ones, README files and JARs are left out.
 * @throws CommandError it cannot be read, or has something that is no file
 */
export async function skinFolderFiles(folder: string, from: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  await addFolder(resolve(from, folder), '', files);
  return new Map([...files].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

async function addFolder(folder: string, prefix: string, files: Map<string, Buffer>): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const path = prefix + entry.name;
    if (LEFT_OUT.test(entry.name)) continue;
    if (entry.isDirectory()) await addFolder(join(folder, entry.name), `${path}/`, files);
    else if (entry.isFile()) files.set(path, await readFile(join(folder, entry.name)));
    else throw new CommandError(`${path} is a link or no file. Put the file itself there.`);
    if (files.size > MOST_FILES) throw new CommandError(`${folder} has more than ${String(MOST_FILES)} files.`);
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`${folder} cannot be read (${String(code)}). Name the folder of a skin.`);
  }
}
