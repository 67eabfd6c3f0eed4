import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { ServerConfiguration } from '../configuration.js';

/**
 * Whether the modules of the property file are those that will run, as far as can be told before the database answers: it is the first start over
 * an embedded database, or the file always counts.
 */
export function fileSurelyCounts({ outside, databaseUrl, dataDirectory }: ServerConfiguration): boolean {
  return outside.kind === 'PROPERTIES' || (databaseUrl === undefined && !existsSync(join(dataDirectory, 'postgres')));
}

/** What keeps the server from starting whatever the database holds. */
export function certainProblems(
  configuration: ServerConfiguration,
  problems: readonly ConfigurationProblem[],
): readonly ConfigurationProblem[] {
  if (fileSurelyCounts(configuration)) return problems;
  const ofModules = new Set(configuration.moduleProblems);
  return problems.filter((problem) => !ofModules.has(problem));
}
