import type { AuthenticationLevel } from '#protocol/oidc/authentication-context';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';

/** The levels of assurance that sign-ins at a module can reach, the lowest first. */
export function authenticationLevels({ acrOfPassword }: OutboundSmartOptions): readonly AuthenticationLevel[] {
  return [{ acr: acrOfPassword, amr: ['pwd'] }];
}
