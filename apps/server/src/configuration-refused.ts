import { formatProblems, type ConfigurationProblem } from '#module-config/property.port';

/** The configuration cannot be used; the message lists every problem with its remedy, and what else was noticed. */
export class ConfigurationRefusedError extends Error {
  constructor(
    readonly problems: readonly ConfigurationProblem[],
    warnings: readonly ConfigurationProblem[] = [],
  ) {
    super(formatProblems(problems, warnings));
  }
}
