import { driftOf } from './drift.js';
import type { StoredModule } from './stores/stored-module.js';

/** What the database has of modules and nobody reads, because the property file counts. */
export interface OverruledDefinitions {
  /** Modules that are in the database alone, so that they do not run. */
  readonly modules: readonly Pick<StoredModule, 'moduleId' | 'type'>[];
  /** Keys of which the database says something else than the file, of modules that both have; sorted. */
  readonly keys: readonly string[];
}

/** What of a database counts no more when the property file does. */
export function overruledDefinitions(
  database: readonly StoredModule[],
  file: readonly StoredModule[],
): OverruledDefinitions {
  const has = (modules: readonly StoredModule[], { moduleId }: StoredModule): boolean =>
    modules.some((each) => each.moduleId === moduleId);
  const common = file.filter((module) => has(database, module));
  return {
    modules: database.filter((module) => !has(file, module)).map(({ moduleId, type }) => ({ moduleId, type })),
    keys: driftOf(common, database),
  };
}
