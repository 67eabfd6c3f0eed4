import type { INestApplicationContext } from '@nestjs/common';
import { definitionProblems, type ModuleDefinition } from '#module-config/module-definitions';
import { ModuleSource } from '#module-config/module-source';
import { MODULE_DEFINITION_STORE, type ModuleDefinitionStore } from '#module-config/stores/module-definition.store';
import type { ServerConfiguration } from '../configuration.js';
import { readModuleSet, type ReadModuleSet } from '../configuration/module-set.js';

/** The modules of a server, to be used only where there are no problems. */
export interface CurrentModules extends Omit<ReadModuleSet, 'systemProperties'> {
  readonly definitions: readonly ModuleDefinition[];
  /** Where they are from. */
  readonly origin: 'file' | 'database';
}

/** The modules of the database, or, where it never had any or the file counts, those of the property file. */
export async function currentModules(
  app: INestApplicationContext,
  configuration: ServerConfiguration,
): Promise<CurrentModules> {
  const source = app.get(ModuleSource, { strict: false });
  const store = app.get<ModuleDefinitionStore>(MODULE_DEFINITION_STORE, { strict: false });
  const { outside, surroundings, modules, propertyReports } = configuration;
  if (outside.kind === 'PROPERTIES' || (await store.isEmpty())) {
    const { modules: definitions } = source.definitionsOf(source.ofFile());
    const { moduleProblems: problems, moduleWarnings: warnings } = configuration;
    return { origin: 'file', definitions, modules, problems, warnings, propertyReports };
  }
  const { modules: definitions } = await source.definitions();
  const read = await readModuleSet({ modules: definitions, problems: definitionProblems(definitions) }, surroundings);
  return { origin: 'database', definitions, ...read };
}
