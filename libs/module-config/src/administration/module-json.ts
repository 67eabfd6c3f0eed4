import { isSecretReference, secretReference } from '#protocol/administration/secret-reference';
import type { ModuleJson } from '../module-administration.port.js';
import { sorted } from '../module-properties.js';
import type { ModuleTypes } from '../module-types.port.js';
import type { StoredModule } from '../stores/stored-module.js';

/** What is written in place of a secret. */
export type SecretText = (module: StoredModule, key: string) => string;

/** Where a module is shown. */
export const masked: SecretText = () => '***';
/** In the product's exports. */
export const removed: SecretText = () => '[REMOVED]';
/** In canonical exports: an import fills it from the variable. */
export const referenced: SecretText = ({ moduleId }, key) =>
  secretReference({ kind: 'module', names: [moduleId, key] });

/** The module with a text in place of each secret; neither a reference to a variable is one, nor what is blank. */
export function withoutSecrets(
  module: StoredModule,
  types: Pick<ModuleTypes, 'isSecret'>,
  text: SecretText,
): StoredModule {
  const isHidden = (key: string, value: string): boolean =>
    types.isSecret(module.type, key, value) && value.trim() !== '' && !isSecretReference(value);
  const shown = ([key, value]: readonly [string, string]): readonly [string, string] =>
    isHidden(key, value) ? [key, text(module, key)] : [key, value];
  return { ...module, options: new Map([...module.options].map(shown)) };
}

/** The module as the admin API shows it; to be given one without secrets. */
export function moduleJson({ nodeId, moduleId, type, options, dependencies }: StoredModule): ModuleJson {
  return {
    ...{ nodeId, moduleId },
    moduleType: type,
    options: sorted(options).map(([key, value]) => ({ key, value })),
    dependencies: sorted(dependencies).map(([name, target]) => ({ moduleId: target, type: name })),
  };
}
