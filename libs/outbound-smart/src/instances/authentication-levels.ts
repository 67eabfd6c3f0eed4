import type { AuthenticationLevel } from '#protocol/oidc/authentication-context';
import type { SessionsOptions } from './sessions.options.js';

/** The levels of assurance that sign-ins at a module can reach, the lowest first. */
export function authenticationLevels({ acrOfPassword }: SessionsOptions): readonly AuthenticationLevel[] {
  return [{ acr: acrOfPassword, amr: ['pwd'] }];
}
