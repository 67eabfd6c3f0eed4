import type { ConfigurationProblem } from '#module-config/property.port';
import { secondFactorWarnings } from '../second-factor/second-factor-warnings.js';
import type { LocalInboundOptions } from './local-inbound.options.js';

/** What an operator is told of a module that lets in anybody, or lets people go round their second factor. */
export function openDoorWarnings(
  moduleId: string,
  options: Pick<LocalInboundOptions, 'createsUnknownUsers' | 'secondFactor' | 'selfRegistration'>,
): readonly ConfigurationProblem[] {
  const { createsUnknownUsers, secondFactor, selfRegistration } = options;
  const unknownUsers = createsUnknownUsers ? [unknownUsersWarning(moduleId)] : [];
  const { enabled, permissions } = selfRegistration;
  const strangers = enabled && permissions.includes('ACCESS_ADMIN_JSON') ? [strangersWarning(moduleId)] : [];
  return [...unknownUsers, ...strangers, ...secondFactorWarnings(moduleId, secondFactor)];
}

function strangersWarning(moduleId: string): ConfigurationProblem {
  return {
    key: `module.${moduleId}.config.user_self_registration.permissions`,
    problem:
      'has ACCESS_ADMIN_JSON: whoever makes an account may call the admin API, and do there what else the list gives',
    remedy: 'Take it out, unless strangers are to register apps there; keep the admin API off the Internet otherwise.',
  };
}

function unknownUsersWarning(moduleId: string): ConfigurationProblem {
  return {
    key: `module.${moduleId}.config.create_unknown_users`,
    problem: 'is on, which is insecure: whoever signs in by a name that nobody has gets an account of that name',
    remedy: 'Switch it off, unless all who can reach the server may have an account.',
  };
}
