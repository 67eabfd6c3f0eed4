import type { AuthenticationLevel } from '#protocol/oidc/authentication-context';
import { MULTIPLE_FACTORS } from '#protocol/second-factor/second-factor';
import type { SessionsOptions } from './sessions.options.js';

/** The levels of assurance that sign-ins at a module can reach, the lowest first. */
export function authenticationLevels(options: SessionsOptions): readonly AuthenticationLevel[] {
  return [
    { acr: options.acrOfPassword, amr: ['pwd'] },
    { acr: options.acrOfSecondFactor, amr: [MULTIPLE_FACTORS] },
  ];
}
