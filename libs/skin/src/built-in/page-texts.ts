import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StaticResources } from '../static/static-resources.js';

/** Templates by their names, without `.hbs`. */
export interface PageTexts {
  readonly pages: ReadonlyMap<string, string>;
  readonly partials: ReadonlyMap<string, string>;
}

/**
 * Reads `<folder>/<page>.hbs` and `<folder>/partials/*.hbs`.
 * @throws Error where a page has no file
 */
export async function readPageTexts(folder: string, pages: readonly string[]): Promise<PageTexts> {
  const partials = join(folder, 'partials');
  const names = (await readdir(partials)).map((file) => basename(file, '.hbs'));
  return { pages: await readAll(folder, pages), partials: await readAll(partials, names) };
}

/** SHA-256 of everything that pages are made of: the same only where they are the same, to the letter. */
export function pagesHash({ pages, partials }: PageTexts, resources: StaticResources): string {
  const versions = [...resources].map(([name, { version }]) => [name, version]).sort();
  const all = JSON.stringify([[...pages], [...partials].sort(), versions]);
  return createHash('sha256').update(all).digest('base64url');
}

async function readAll(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const read = async (name: string) => [name, await readFile(join(folder, `${name}.hbs`), 'utf8')] as const;
  return new Map(await Promise.all(names.map(read)));
}
