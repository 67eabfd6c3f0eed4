import { isSecretKey } from '#module-config/catalogue/secret-key';
import { definitionProblems } from '#module-config/module-definitions';
import type { ModuleTypes } from '#module-config/module-types.port';
import { isSupportedType } from './configured-modules.js';
import { modulePropertiesOf } from './module-properties.js';
import { readModuleSet, type ModuleSurroundings } from './module-set.js';

/** What is known of the types of modules, for those who change definitions. */
export function moduleTypes(surroundings: ModuleSurroundings): ModuleTypes {
  return {
    isSupported: isSupportedType,
    propertiesOf: modulePropertiesOf,
    isSecret: (type, key) => isSecretKey(modulePropertiesOf(type), key),
    check: (modules) => readModuleSet({ modules, problems: definitionProblems(modules) }, surroundings),
  };
}
