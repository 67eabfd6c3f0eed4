import { plainValues } from '#module-config/configuration-value';
import { effectiveValues } from '#module-config/effective-values';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { ScriptCheck } from '#module-config/script-check.port';
import type { DefinedModule } from '#module-config/stored-by-definition.port';
import { modulePropertiesOf } from '../configuration/module-properties.js';

/** Which scripts of modules do not load: those modules do not start. What nobody can say now keeps none from it: each run is refused then. */
export async function scriptProblems(
  scripts: Pick<ScriptCheck, 'ofModule'>,
  modules: readonly ModuleDefinition[],
): Promise<readonly ConfigurationProblem[]> {
  const found: ConfigurationProblem[] = [];
  for (const module of modules.map(effectiveModule))
    for (const { field, problem, remedy, isUnsure } of await scripts.ofModule(module))
      if (isUnsure !== true) found.push({ key: `module.${module.moduleId}.config.${field}`, problem, remedy });
  return found;
}

/** A module with what of its options has an effect, by the keys of the properties. */
export function effectiveModule({ moduleId, type, config }: ModuleDefinition): DefinedModule {
  return { moduleId, type, config: effectiveValues(modulePropertiesOf(type), plainValues(config)) };
}
