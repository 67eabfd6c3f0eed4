import type { LoggerService } from '@nestjs/common';
import { formatProblem, type ConfigurationProblem } from '#module-config/property.port';

/** One line of the log about the configuration: a warning, unless it is accepted by design. */
export function logFinding(logger: Pick<LoggerService, 'log' | 'warn'>, finding: ConfigurationProblem): void {
  if (finding.isNote === true) logger.log(formatProblem(finding));
  else logger.warn(formatProblem(finding));
}
