import type { ChangeAuthor } from '#protocol/administration/change-author';
import { holdsAny } from '#protocol/permissions/holds-any';
import type { ModuleDefinition } from '../module-definitions.js';
import { passwordDoor } from './password-doors.js';

type Local = Pick<ModuleDefinition, 'moduleId' | 'type' | 'config'>;

/** Tells authors who call by their password that a change would demand more of them; nothing where it does not. */
export function ownFactorWarnings(
  { authorities, clientId, userModuleId }: ChangeAuthor,
  before: Local | undefined,
  after: Local | undefined,
): readonly string[] {
  if (authorities === undefined || clientId !== undefined || userModuleId !== after?.moduleId) return [];
  const isDemandedBy = (module: Local | undefined): boolean => {
    if (module?.type !== 'SECURITY_IN_LOCAL') return false;
    const { demandedOf, byPasswordAlone } = passwordDoor(module);
    return !byPasswordAlone && holdsAny(authorities, demandedOf);
  };
  return isDemandedBy(after) && !isDemandedBy(before) ? [WARNING] : [];
}

const WARNING =
  'tfa.required_permissions has what you hold yourself: unless yours is a service account, your password alone opens the admin API no longer. ' +
  'Set up your second factor at the next sign-in of an app, and call by access tokens.';
