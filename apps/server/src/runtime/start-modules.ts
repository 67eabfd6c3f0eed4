import { Logger } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import { MODULES_TOPIC } from '#module-config/modules-topic.port';
import type { PropertyReport } from '#module-config/catalogue/property-report';
import { driftOf, driftWarning, overruledWarning } from '#module-config/drift';
import { lostUnderDefinitions } from '#module-config/lost-under-definitions';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { ModuleSource } from '#module-config/module-source';
import { formatProblem } from '#module-config/property.port';
import { SCRIPT_CHECK, type ScriptCheck } from '#module-config/script-check.port';
import { STORED_BY_DEFINITION, type StoredByDefinition } from '#module-config/stored-by-definition.port';
import { MODULE_DEFINITION_STORE, type ModuleDefinitionStore } from '#module-config/stores/module-definition.store';
import { MODULE_STATE_STORE, type ModuleStateStore } from '#module-config/stores/module-state.store';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { ServerConfiguration } from '../configuration.js';
import { logFinding } from '../log-finding.js';
import { currentModules, type CurrentModules } from './current-modules.js';
import { ModuleStart, type ModuleStartParts } from './module-start.js';
import { ModuleStarter } from './module-starter.js';
import { effectiveModule, scriptProblems } from './script-problems.js';
import { overruledModules } from './overruled-modules.js';

/** What the modules are started with, and from. */
export interface StartParts extends ModuleStartParts {
  readonly configuration: ServerConfiguration;
}

/**
 * Starts the modules; from then on they can be changed while the server runs. Those of a first start are stored when all of them serve, so that a
 * mistake can be mended in the property file.
 *
 * @returns what becomes of the properties of each module
 * @throws ConfigurationRefusedError see {@link ModuleStart}
 */
export async function startModules(parts: StartParts): Promise<readonly PropertyReport[]> {
  const { app, configuration, runtime, listeners } = parts;
  const source = app.get(ModuleSource, { strict: false });
  const wishes = app.get<ModuleStateStore>(MODULE_STATE_STORE, { strict: false });
  // Before the first look at what is wanted: a wish in between is followed twice rather than never.
  app.get<ChangeFeed>(CHANGE_FEED, { strict: false }).onChange((topic) => {
    if (topic === MODULES_TOPIC) runtime.followLater();
  });
  const current = await currentModules(app, configuration);
  const isOfFile = current.origin === 'file';
  runtime.expect(current.definitions);
  await tell(source, current);
  await tellOverruled(app);
  await tellLost(app.get<StoredByDefinition>(STORED_BY_DEFINITION, { strict: false }), current);
  const scripts = app.get<ScriptCheck>(SCRIPT_CHECK, { strict: false });
  const problems = [...current.problems, ...(await scriptProblems(scripts, current.definitions))];
  await tellScripts(scripts, current);
  await new ModuleStart(parts, { ...current, problems, wishes: await wishes.all(), isStrict: isOfFile }).run();
  if (isOfFile && configuration.outside.kind === 'DATABASE') await store(parts, source);
  const starter = new ModuleStarter({ ...parts, live: runtime.live, surroundings: configuration.surroundings });
  starter.remember(current.modules.signingKeySets);
  runtime.begin({ source, wishes, starter, listeners });
  runtime.followLater();
  return current.propertyReports;
}

/** What of the modules has no effect; of a property file that does not count only what it says otherwise. */
async function tell(source: ModuleSource, { origin, warnings }: CurrentModules): Promise<void> {
  const logger = new Logger('Modules');
  const drift = origin === 'file' ? undefined : driftWarning(driftOf(source.ofFile(), await source.written()));
  if (drift !== undefined) logger.warn(drift);
  for (const warning of warnings) logFinding(logger, warning);
}

/** What counted in the database, and does not any more since the property file does. */
async function tellOverruled(app: StartParts['app']): Promise<void> {
  const logger = new Logger('Modules');
  const modules = app.get<ModuleAdministration>(MODULE_ADMINISTRATION, { strict: false });
  const clients = app.get<ClientAdministration>(CLIENT_ADMINISTRATION, { strict: false });
  const differing = overruledWarning((await modules.overruled()).keys);
  const lost = (await overruledModules(modules, clients)).map(formatProblem);
  for (const warning of [...lost, differing ?? []].flat()) logger.warn(warning);
}

/** What is stored and not found under these definitions: nobody has judged those of a property file by it. */
async function tellLost(stored: StoredByDefinition, { definitions }: CurrentModules): Promise<void> {
  const logger = new Logger('Modules');
  for (const each of await lostUnderDefinitions(stored, definitions)) logger.warn(formatProblem(each));
}

/** Which scripts load, and do not do what they seem to do. */
async function tellScripts(scripts: ScriptCheck, { definitions }: CurrentModules): Promise<void> {
  const logger = new Logger('Modules');
  for (const module of definitions.map(effectiveModule))
    for (const { field, problem, remedy } of await scripts.warningsOf(module))
      logger.warn(formatProblem({ key: `module.${module.moduleId}.config.${field}`, problem, remedy }));
}

/** From the next start on the database counts. */
async function store({ app }: StartParts, source: ModuleSource): Promise<void> {
  const definitions = app.get<ModuleDefinitionStore>(MODULE_DEFINITION_STORE, { strict: false });
  await app.get<Sql>(SQL, { strict: false }).transaction((sql) => definitions.fill(sql, source.ofFile()));
}
