import { definitionProblems, type ModuleDefinition } from '#module-config/module-definitions';
import { ModuleSource } from '#module-config/module-source';
import { MODULE_DEFINITION_STORE, type ModuleDefinitionStore } from '#module-config/stores/module-definition.store';
import type { ServerConfiguration } from '../configuration.js';
import { readModuleSet, type ReadModuleSet } from '../configuration/module-set.js';
import type { RegisteredServices } from './registered-services.js';

/** The modules of a server, to be used only where there are no problems. */
export interface CurrentModules extends Omit<ReadModuleSet, 'systemProperties'> {
  readonly definitions: readonly ModuleDefinition[];
  /** The same to be shown: references to variables as they are written. */
  readonly unresolved: readonly ModuleDefinition[];
  /** Where they are from. */
  readonly origin: 'file' | 'database';
}

/** The modules of the database, or, where it never had any or the file counts, those of the property file. */
export async function currentModules(
  app: RegisteredServices,
  configuration: ServerConfiguration,
): Promise<CurrentModules> {
  const source = app.get(ModuleSource, { strict: false });
  const store = app.get<ModuleDefinitionStore>(MODULE_DEFINITION_STORE, { strict: false });
  const { outside, surroundings, modules, propertyReports } = configuration;
  if (outside.kind === 'PROPERTIES' || (await store.isEmpty())) {
    const written = source.ofFile();
    const { modules: definitions } = source.definitionsOf(written);
    const { modules: unresolved } = source.unresolvedOf(written);
    const { moduleProblems: problems, moduleWarnings: warnings } = configuration;
    return { origin: 'file', definitions, unresolved, modules, problems, warnings, propertyReports };
  }
  const written = await source.written();
  const { modules: definitions } = source.definitionsOf(written);
  const { modules: unresolved } = source.unresolvedOf(written);
  const read = await readModuleSet({ modules: definitions, problems: definitionProblems(definitions) }, surroundings);
  return { origin: 'database', definitions, unresolved, ...read };
}
