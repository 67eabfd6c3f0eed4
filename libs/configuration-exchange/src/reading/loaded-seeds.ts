import type { Seeding } from '#database/seed-record.port';
import { isJsonObject } from '#protocol/json/json-object';
import { entryKinds } from '../entry-kind.js';
import { DocumentError } from './document-error.js';

/** Seed files that were loaded where a document comes from: what administrators took away since must not come back. */
export interface LoadedSeeds {
  readonly loadedSeeds: readonly Seeding[];
}

/** Written by our own exports before the lists: `{"clients":["smart_auth"], …}`, ids of modules by what their files hold. */
export const LOADED_SEEDS_MEMBER = 'loadedSeeds';

/** What modules have seed files of. */
export const seedKinds: readonly Seeding['kind'][] = entryKinds.filter(
  (kind) => kind !== 'modules' && kind !== 'scripts',
);

/** @throws DocumentError it is not as an export writes it */
export function readLoadedSeeds({ value, line }: { readonly value: unknown; readonly line: number }): LoadedSeeds {
  if (!isJsonObject(value)) throw unreadable(line);
  const loadedSeeds = Object.entries(value).flatMap(([name, moduleIds]) => {
    const kind = seedKinds.find((each) => each === name);
    if (kind === undefined || !Array.isArray(moduleIds) || !moduleIds.every(isModuleId)) throw unreadable(line);
    return moduleIds.map((moduleId) => ({ moduleId, kind }));
  });
  return { loadedSeeds };
}

/** As long as ids are, and plain enough to be told. */
function isModuleId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,200}$/.test(value);
}

function unreadable(line: number): DocumentError {
  return new DocumentError(
    `${LOADED_SEEDS_MEMBER} is not as an export writes it`,
    line,
    `Give the file as it was exported, or take ${LOADED_SEEDS_MEMBER} out.`,
  );
}
