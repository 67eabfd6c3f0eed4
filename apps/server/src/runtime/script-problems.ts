import type { INestApplicationContext } from '@nestjs/common';
import { plainValues } from '#module-config/configuration-value';
import { effectiveValues } from '#module-config/effective-values';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import { SCRIPT_CHECK, type ScriptCheck } from '#module-config/script-check.port';
import { modulePropertiesOf } from '../configuration/module-properties.js';

/** Which scripts of modules do not load: those modules do not start. What nobody can say now keeps none from it: each run is refused then. */
export async function scriptProblems(
  app: INestApplicationContext,
  modules: readonly ModuleDefinition[],
): Promise<readonly ConfigurationProblem[]> {
  const scripts = app.get<ScriptCheck>(SCRIPT_CHECK, { strict: false });
  const found: ConfigurationProblem[] = [];
  for (const { moduleId, type, config: written } of modules) {
    const config = effectiveValues(modulePropertiesOf(type), plainValues(written));
    for (const { field, problem, remedy, isUnsure } of await scripts.ofModule({ moduleId, type, config }))
      if (isUnsure !== true) found.push({ key: `module.${moduleId}.config.${field}`, problem, remedy });
  }
  return found;
}
