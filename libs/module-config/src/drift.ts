import { firstOf } from '#protocol/first-of';
import { isRedacted } from '#protocol/json/redacted';
import { propertiesOfModule } from './module-properties.js';
import type { StoredModule } from './stores/stored-module.js';

/** Most keys that one warning names. */
const MOST_NAMED = 20;

/**
 * Keys of which the property file says something else than the database, sorted. Of modules that are in the database alone it says nothing, and neither
 * does a value that was left out of an export.
 */
export function driftOf(file: readonly StoredModule[], database: readonly StoredModule[]): readonly string[] {
  const inFile = new Set(file.map(({ moduleId }) => moduleId));
  const comparable = database.filter(({ moduleId }) => inFile.has(moduleId));
  const [written, stored] = [file, comparable].map((modules) => new Map(modules.flatMap(propertiesOfModule)));
  const keys = new Set([...(written?.keys() ?? []), ...(stored?.keys() ?? [])]);
  return [...keys]
    .filter((key) => written?.get(key) !== stored?.get(key) && !isRedacted(written?.get(key) ?? ''))
    .sort();
}

/** One warning for all of it, without any value; `undefined` where both say the same. */
export function driftWarning(drift: readonly string[]): string | undefined {
  if (drift.length === 0) return undefined;
  return (
    `The property file differs from the database, which counts (node.propertysource=DATABASE): ${firstOf(drift, MOST_NAMED)}. ` +
    'Take the file over with "gatehouse import <file>", or let it count with node.propertysource=PROPERTIES.'
  );
}

/** The same where it is the file that counts. */
export function overruledWarning(keys: readonly string[]): string | undefined {
  if (keys.length === 0) return undefined;
  return (
    `The database differs from the property file, which counts (node.propertysource=PROPERTIES): ${firstOf(keys, MOST_NAMED)}. ` +
    `Write what was changed in the database into the file. ${MADE_EQUAL}.`
  );
}

/** How the database comes to say what the file says. */
export const MADE_EQUAL =
  'Where the file is right, GATEHOUSE__node__propertysource=DATABASE and "gatehouse import <file>" make the database say the same';
