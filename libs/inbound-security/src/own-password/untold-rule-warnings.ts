import type { ConfigurationProblem } from '#module-config/property.port';
import type { LocalInboundOptions } from '../local/local-inbound.options.js';
import { passwordRules } from './password-rules.js';

/** What an operator is told of a rule for passwords that nobody who chooses one gets to read. */
export function untoldRuleWarnings(
  moduleId: string,
  options: Pick<LocalInboundOptions, 'passwordPattern' | 'passwordPatternMessage'>,
): readonly ConfigurationProblem[] {
  if (passwordRules(options).isUntold !== true) return [];
  return [
    {
      key: `module.${moduleId}.config.password_mismatch_pattern_error`,
      problem: 'does not say what password_pattern asks for, so that people who choose a password have to guess it',
      remedy: 'Say it in words, such as "At least nine characters, one of them a digit".',
    },
  ];
}
