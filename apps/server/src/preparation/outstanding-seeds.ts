import { allSeeded } from '#database/seed-record.port';
import { SQL, type Sql } from '#database/sql.port';
import { formatProblem, type ConfigurationProblem } from '#module-config/property.port';
import type { SeedFileProblem, SeedKind, Seeds } from '../configuration/seed-files.js';
import type { RegisteredServices } from '../runtime/registered-services.js';

/** What is wrong with files that are not to be loaded for it. */
export function unloaded(problems: readonly ConfigurationProblem[]): readonly ConfigurationProblem[] {
  return problems.map(({ remedy, ...each }) => ({
    ...each,
    remedy: `${remedy.replace(/[.\s]*$/, '.')} Nothing of the file is loaded; remove the line if it is not wanted.`,
  }));
}

/** The seeds without those of files that have problems. */
export function withoutProblems(seeds: Seeds): Seeds {
  const sound = <Entry>(kind: SeedKind, all: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> =>
    new Map([...all].filter(([id]) => !seeds.problems.some((each) => each.kind === kind && each.moduleId === id)));
  return {
    ...seeds,
    clients: sound('clients', seeds.clients),
    users: sound('users', seeds.users),
    servers: sound('servers', seeds.servers),
    keystores: sound('keystores', seeds.keystores),
  };
}

/** What is wrong with seed files, by whether it matters. */
export interface JudgedSeedProblems {
  /** Of files that are still to be loaded. */
  readonly outstanding: readonly ConfigurationProblem[];
  /** Of files that were loaded before and are never read again: gone by now, or without their variables. As lines for the log. */
  readonly harmless: readonly string[];
}

/** Tells which of the seed files with problems were loaded before. */
export async function judgedSeedProblems(
  app: RegisteredServices,
  { problems }: Pick<Seeds, 'problems'>,
): Promise<JudgedSeedProblems> {
  if (problems.length === 0) return { outstanding: [], harmless: [] };
  const records = await allSeeded(app.get<Sql>(SQL, { strict: false }));
  const isLoaded = (file: SeedFileProblem): boolean =>
    records.some(({ moduleId, kind }) => moduleId === file.moduleId && kind === file.kind);
  return {
    outstanding: problems.filter((file) => !isLoaded(file)).map(({ problem }) => problem),
    harmless: problems
      .filter(isLoaded)
      .map(({ problem }) => `${formatProblem(problem)} It was loaded at an earlier start; the line may be removed.`),
  };
}
