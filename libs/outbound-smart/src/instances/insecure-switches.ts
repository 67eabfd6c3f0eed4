import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';

/** What is lost by a switch that is there for apps of old. */
interface InsecureSwitch {
  readonly key: string;
  readonly isOn: (options: OutboundSmartOptions) => boolean;
  readonly loss: string;
}

const SWITCHES: readonly InsecureSwitch[] = [
  {
    key: 'password_grant.enabled',
    isOn: ({ grants }) => grants.passwordEnabled,
    loss: 'apps that list PASSWORD see the passwords of people',
  },
  {
    key: 'implicit.enabled',
    isOn: ({ implicit }) => implicit.enabled,
    loss: 'tokens of apps that list IMPLICIT stand in the address bar and in the history of browsers',
  },
];

/** One warning for each insecure switch that is on (RFC 9700 §2.1.2, §2.4). */
export function insecureSwitchWarnings(
  moduleId: string,
  options: OutboundSmartOptions,
): readonly ConfigurationProblem[] {
  const on = SWITCHES.filter(({ isOn }) => isOn(options));
  return on.map(({ key, loss }) => ({
    key: `module.${moduleId}.config.${key}`,
    problem: `is on, which is insecure: ${loss}`,
    remedy: 'Switch it off where no app needs it.',
  }));
}
