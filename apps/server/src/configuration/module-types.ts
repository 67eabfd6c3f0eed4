import { isSecretOption } from '#module-config/catalogue/secret-key';
import { definitionProblems } from '#module-config/module-definitions';
import { formatProblem } from '#module-config/property.port';
import type { ModuleTypes } from '#module-config/module-types.port';
import { isSupportedType } from './configured-modules.js';
import { modulePropertiesOf } from './module-properties.js';
import { readModuleSet, type ModuleSurroundings } from './module-set.js';

/** What is known of the types of modules, for those who change definitions. */
export function moduleTypes(surroundings: ModuleSurroundings): ModuleTypes {
  return {
    isSupported: isSupportedType,
    propertiesOf: modulePropertiesOf,
    isSecret: (type, key, value) => isSecretOption(modulePropertiesOf(type), key, value),
    check: async (modules) => {
      const read = await readModuleSet({ modules, problems: definitionProblems(modules) }, surroundings);
      const ofSeeds = read.modules.seeds.problems.map(
        ({ problem }) => `${formatProblem(problem)} (unless it was loaded before)`,
      );
      return { problems: read.problems, warnings: [...read.warnings.map(formatProblem), ...ofSeeds] };
    },
  };
}
