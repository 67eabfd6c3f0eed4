import { bindOptions } from '#module-config/property.port';
import type { DefinedModule } from '#module-config/stored-by-definition.port';
import { holdsAny } from '#protocol/permissions/holds-any';
import type { Authority } from '#protocol/user/authority';
import { LocalInboundOptions } from '../local/local-inbound.options.js';

/** A local module as far as the passwords of its people open something. */
export interface PasswordDoor {
  readonly moduleId: string;
  /** Whether its definition demands a second factor of who holds these, which a call by password does not show. */
  demandsMoreOf(authorities: readonly Authority[]): boolean;
  /** Whether the password is enough all the same. */
  readonly byPasswordAlone: boolean;
}

const TYPE = 'SECURITY_IN_LOCAL';

/** `undefined` for a module of another type, which keeps no passwords. */
export function passwordDoor({ moduleId, type, config }: DefinedModule): PasswordDoor | undefined {
  if (type !== TYPE) return undefined;
  const { requiredPermissions, programsByPasswordAlone } = bindOptions(LocalInboundOptions, config, TYPE).options
    .secondFactor;
  return {
    moduleId,
    demandsMoreOf: (authorities) => holdsAny(authorities, requiredPermissions),
    byPasswordAlone: programsByPasswordAlone,
  };
}
