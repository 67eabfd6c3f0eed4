import { formatProblems, type ConfigurationProblem } from '#module-config/property.port';

/** The configuration cannot be used; the message lists every problem with its remedy. */
export class ConfigurationRefusedError extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(formatProblems(problems));
  }
}
