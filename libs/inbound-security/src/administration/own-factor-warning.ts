import type { DefinedModule } from '#module-config/stored-by-definition.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { passwordDoor } from './password-door.js';

/** Tells authors who call by their password that a change would demand more of them; nothing where it does not. */
export function ownFactorWarnings(
  { authorities, clientId, userModuleId }: ChangeAuthor,
  before: DefinedModule | undefined,
  after: DefinedModule,
): readonly string[] {
  if (authorities === undefined || clientId !== undefined || userModuleId !== after.moduleId) return [];
  const isDemandedBy = (module: DefinedModule | undefined): boolean => {
    const door = module && passwordDoor(module);
    return door !== undefined && !door.byPasswordAlone && door.demandsMoreOf(authorities);
  };
  return isDemandedBy(after) && !isDemandedBy(before) ? [WARNING] : [];
}

const WARNING =
  'tfa.required_permissions has what you hold yourself: unless yours is a service account, your password alone opens the admin API no longer. ' +
  'Set up your second factor at the next sign-in of an app, and call by access tokens.';
