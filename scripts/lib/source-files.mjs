import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/** All files below a folder of the checkout, as sorted paths relative to the root with forward slashes. */
export function filesBelow(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(inRoot(), path.join(entry.parentPath ?? entry.path, entry.name)).replaceAll(path.sep, '/'),
    )
    .sort();
}

/** Whether the file is TypeScript that ships: not a test beside its subject, not a declaration. */
export const isShippedSource = (file) => /\.ts$/.test(file) && !/\.(spec|d)\.ts$/.test(file);

/** Removes what was compiled from a source that is gone, so that nothing imports a ghost. */
export function removeAllBut(folder, wanted) {
  const keep = new Set(wanted);
  for (const file of filesBelow(folder)) if (!keep.has(file)) rmSync(inRoot(file));
}
