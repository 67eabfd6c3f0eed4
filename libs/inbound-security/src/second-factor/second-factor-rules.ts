import { holdsAny } from '#protocol/permissions/holds-any';
import type { Authority } from '#protocol/user/authority';
import type { AccountsInstances } from '../accounts/accounts-instance.js';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { DirectoryUser } from '../user-directory.port.js';

/** By which rules the second factors of a module's people are judged. */
type SecondFactorRules = Pick<LocalInboundOptions, 'secondFactor' | 'lockout' | 'lockoutPermanent'>;

/** Those of a module; of one that does not say anything of second factors, the defaults. */
export function secondFactorRules(instances: AccountsInstances, moduleId: string): SecondFactorRules {
  return instances.get(moduleId)?.options ?? new LocalInboundOptions();
}

/** Whether somebody must have a second factor, whatever they do here. A service account never must: nobody is there to show a code. */
export function mustHaveSecondFactor(
  { secondFactor }: SecondFactorRules,
  { authorities, secondFactor: { isRequired, isProgram } }: DirectoryUser,
): boolean {
  return !isProgram && (isRequired || holdsAny(authorities, secondFactor.requiredPermissions));
}

/** What somebody may do without a second factor: all but what needs one, where passwords are not enough for programs. The same list where that is all. */
export function authoritiesByOneFactor(
  { secondFactor: { requiredPermissions, programsByPasswordAlone } }: Pick<SecondFactorRules, 'secondFactor'>,
  { authorities, secondFactor: { isProgram } }: Pick<DirectoryUser, 'authorities' | 'secondFactor'>,
): readonly Authority[] {
  if (isProgram || programsByPasswordAlone || requiredPermissions.length === 0) return authorities;
  const left = authorities.filter((each) => !holdsAny([each], requiredPermissions));
  return left.length === authorities.length ? authorities : left;
}
