import type { ConfigurationProblem } from '#module-config/property.port';
import type { LocalInboundOptions } from './local-inbound.options.js';

/** What an operator is told of a module that lets in anybody. */
export function openDoorWarnings(
  moduleId: string,
  { createsUnknownUsers }: Pick<LocalInboundOptions, 'createsUnknownUsers'>,
): readonly ConfigurationProblem[] {
  if (!createsUnknownUsers) return [];
  return [
    {
      key: `module.${moduleId}.config.create_unknown_users`,
      problem: 'is on, which is insecure: whoever signs in by a name that nobody has gets an account of that name',
      remedy: 'Switch it off, unless all who can reach the server may have an account.',
    },
  ];
}
