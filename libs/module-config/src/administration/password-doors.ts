import { withoutTypePrefix } from '../catalogue/module-type-properties.js';
import type { ModuleDefinition } from '../module-definitions.js';
import type { PasswordDoor } from '../superusers.port.js';

type Options = Pick<ModuleDefinition, 'type' | 'config'>;

/** A local module as far as the passwords of its people open something. */
export function passwordDoor(local: Options & Pick<ModuleDefinition, 'moduleId'>): PasswordDoor {
  const demanded = writtenValue(local, 'tfa.required_permissions');
  return {
    moduleId: local.moduleId,
    demandedOf: demanded.split(/[\s,]+/).filter((name) => name !== ''),
    byPasswordAlone: writtenValue(local, 'tfa.programs_by_password_alone').toLowerCase() === 'true',
  };
}

/** Whether a listener of the admin API takes passwords; it does unless it is told otherwise. */
export function takesPasswords(admin: Options): boolean {
  return writtenValue(admin, 'security.http.basic.enabled').toLowerCase() !== 'false';
}

/** '' where nothing is written. */
function writtenValue({ type, config }: Options, name: string): string {
  const written = [...config].find(([key]) => withoutTypePrefix(type, key) === name);
  return written?.[1].value.trim() ?? '';
}
