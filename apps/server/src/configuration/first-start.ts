import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { ServerConfiguration } from '../configuration.js';

/**
 * Whether the modules of the property file are those that will run, as far as can be told before the database answers: it is the first start over
 * an embedded database, or the file always counts.
 */
export function fileSurelyCounts(configuration: ServerConfiguration): boolean {
  return configuration.outside.kind === 'PROPERTIES' || isSurelyFirst(configuration);
}

/** What keeps the server from starting whatever the database holds. */
export function certainProblems(
  configuration: ServerConfiguration,
  problems: readonly ConfigurationProblem[],
): readonly ConfigurationProblem[] {
  if (isSurelyFirst(configuration)) return problems;
  const certain = fileSurelyCounts(configuration) ? configuration.moduleProblems : [];
  return [...serverProblems(configuration, problems), ...certain];
}

/** What is wrong with the server as a whole: neither with its modules, nor with seed files. */
export function serverProblems(
  { moduleProblems, modules }: ServerConfiguration,
  problems: readonly ConfigurationProblem[],
): readonly ConfigurationProblem[] {
  const others = new Set([...moduleProblems, ...modules.seeds.problems.map(({ problem }) => problem)]);
  return problems.filter((problem) => !others.has(problem));
}

/** Nothing was loaded or stored yet. */
function isSurelyFirst({ databaseUrl, dataDirectory }: ServerConfiguration): boolean {
  return databaseUrl === undefined && !existsSync(join(dataDirectory, 'postgres'));
}
