import { holdsAny } from '#protocol/permissions/holds-any';
import { LdapInboundOptions } from '../ldap/ldap-inbound.options.js';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { DirectoryUser } from '../user-directory.port.js';

/** By which rules the second factors of a module's people are judged. */
export type SecondFactorRules = Pick<LdapInboundOptions, 'secondFactor' | 'lockout'> &
  Partial<Pick<LocalInboundOptions, 'lockoutPermanent'>>;

/** Modules whose people have second factors, by id. */
export type RuledModules = ReadonlyMap<string, { readonly options: SecondFactorRules }>;

/** Those of a module; of one that does not say anything of second factors, the defaults. */
export function secondFactorRules(modules: readonly RuledModules[], moduleId: string): SecondFactorRules {
  const ruled = modules.map((some) => some.get(moduleId)).find((module) => module !== undefined);
  return ruled?.options ?? new LocalInboundOptions();
}

/** Whether somebody must have a second factor, whatever they do here. A service account never must: nobody is there to show a code. */
export function mustHaveSecondFactor(
  { secondFactor }: SecondFactorRules,
  { authorities, secondFactor: { isRequired, isProgram } }: DirectoryUser,
): boolean {
  return !isProgram && (isRequired || holdsAny(authorities, secondFactor.requiredPermissions));
}
