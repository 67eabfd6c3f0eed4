import type { ConfigurationProblem } from '#module-config/property.port';
import type { SecondFactorOptions } from './second-factor.options.js';

/** What an operator is told where a password is enough for a program. */
export function secondFactorWarnings(
  moduleId: string,
  { programsByPasswordAlone }: SecondFactorOptions,
): readonly ConfigurationProblem[] {
  if (!programsByPasswordAlone) return [];
  return [
    {
      key: `module.${moduleId}.config.tfa.programs_by_password_alone`,
      problem: 'is on, which is insecure: who knows a password goes round the second factor of its owner',
      remedy: 'Switch it off, and let programs sign in by service accounts or by tokens of their own.',
    },
  ];
}
