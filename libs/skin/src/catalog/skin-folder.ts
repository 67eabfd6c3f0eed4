import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A JAR in a folder, or why it cannot be read. */
export type FolderJar =
  { readonly fileName: string; readonly jar: Buffer } | { readonly fileName: string; readonly problem: string };

/** JARs of a folder that are read; more are not meant to lie there. */
const MOST_JARS = 100;

/**
 * The JARs of a folder by their names; none where there is no folder.
 * @param largest bytes of the largest that is read
 */
export async function* folderJars(folder: string, largest: number): AsyncGenerator<FolderJar> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.jar$/i.test(name)).toSorted();
  for (const fileName of names.slice(0, MOST_JARS)) yield await folderJar(folder, fileName, largest);
  for (const fileName of names.slice(MOST_JARS))
    yield { fileName, problem: `is not read: of a folder of skins ${String(MOST_JARS)} JARs are` };
}

async function folderJar(folder: string, fileName: string, largest: number): Promise<FolderJar> {
  try {
    const there = await stat(join(folder, fileName));
    if (!there.isFile()) return { fileName, problem: 'is no file' };
    if (there.size > largest) return { fileName, problem: `has more than ${String(largest)} bytes` };
    return { fileName, jar: await readFile(join(folder, fileName)) };
  } catch (error) {
    return { fileName, problem: `cannot be read (${String((error as NodeJS.ErrnoException).code)})` };
  }
}
