import { plainValues } from './configuration-value.js';
import type { ModuleDefinition } from './module-definitions.js';
import type { ConfigurationProblem } from './configuration-problem.js';
import type { DefinedModule, StoredByDefinition } from './stored-by-definition.port.js';

type Defined = Pick<ModuleDefinition, 'moduleId' | 'type' | 'config'>;

/** What is stored and is not found under the definitions as they are: those of a property file are judged by nobody before they count. */
export async function lostUnderDefinitions(
  stored: StoredByDefinition,
  definitions: readonly ModuleDefinition[],
): Promise<readonly ConfigurationProblem[]> {
  const lost: ConfigurationProblem[] = [];
  for (const module of definitions)
    for (const { field, ...words } of await stored.lostUnder(definedModule(module)))
      lost.push({ key: `module.${module.moduleId}.config.${field}`, ...words });
  return lost;
}

/** A definition for those who judge what is stored by it. */
export function definedModule({ moduleId, type, config }: Defined): DefinedModule {
  return { moduleId, type, config: plainValues(config) };
}
