import { MADE_EQUAL } from '#module-config/drift';
import type { ModuleAdministration } from '#module-config/module-administration.port';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { ModuleStateStore } from '#module-config/stores/module-state.store';
import type { ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { ServerConfiguration } from '../configuration.js';
import { overruledModules } from '../runtime/overruled-modules.js';
import type { ModuleFindings } from '../runtime/command-runtime.js';
import type { Finding, Severity } from './finding.js';
import { GroupedFindings } from './grouped-findings.js';

/** What keeps modules from starting, and what of their definitions does not do what it seems to do. */
export function definitionFindings({ problems, warnings }: ModuleFindings): readonly Finding[] {
  return [...problems.map((problem) => findingOf('error', problem)), ...warnings.map(warningOrNote)];
}

/** Properties that are written and have no effect, for each reason. */
export function propertyFindings({ propertyReports }: Pick<ModuleFindings, 'propertyReports'>): readonly Finding[] {
  const groups = new GroupedFindings('property', 'properties');
  for (const { moduleId, withoutEffect } of propertyReports)
    for (const { keys, reason, instead } of withoutEffect) {
      const problem = `no effect here: ${reason}`;
      const remedy = instead === undefined ? 'Nothing to do; the lines may be removed' : `Use ${instead}`;
      for (const key of keys) groups.add(`${moduleId} ${key}`, { severity: 'note', problem, remedy });
    }
  return groups.findings();
}

/** What the property file as such, and its properties of no module, are warned of. */
export function fileFindings({ warnings }: Pick<ServerConfiguration, 'warnings'>): readonly Finding[] {
  return warnings.map(warningOrNote);
}

/** What is accepted by design is nothing to mend. */
function warningOrNote(warning: ConfigurationProblem): Finding {
  return findingOf(warning.isNote === true ? 'note' : 'warning', warning);
}

function findingOf(severity: Severity, { key, problem, remedy }: ConfigurationProblem): Finding {
  return { severity, about: key, problem, remedy };
}

/** Modules that are there and not to run. */
export async function stoppedModules(
  definitions: readonly Pick<ModuleDefinition, 'moduleId'>[],
  states: ModuleStateStore,
): Promise<readonly Finding[]> {
  const wanted = await states.all();
  const stopped = definitions.filter(({ moduleId }) => wanted.get(moduleId)?.desired === 'STOPPED');
  return stopped.map(({ moduleId }) => ({
    ...{ severity: 'note', about: `module ${moduleId}`, problem: 'was stopped, or never started' },
    remedy: 'Start it by the admin API when it is wanted',
  }));
}

/** Properties of which the file says something else than the database, which counts. */
export async function driftFindings(modules: ModuleAdministration): Promise<readonly Finding[]> {
  const groups = new GroupedFindings('property', 'properties');
  const problem = 'the property file says something else than the database, which counts';
  const remedy = 'Change it by the admin API or `gatehouse import`, or set node.propertysource=PROPERTIES';
  for (const key of await modules.drift()) groups.add(key, { severity: 'warning', problem, remedy });
  return groups.findings();
}

/** Modules and properties of the database that count no more, because the property file does. */
export async function overruledFindings(
  modules: ModuleAdministration,
  clients: ClientAdministration,
): Promise<readonly Finding[]> {
  const groups = new GroupedFindings('property', 'properties');
  const problem = 'the database says something else than the property file, which counts';
  const remedy = `Write what was changed in the database into the file. ${MADE_EQUAL}`;
  for (const key of (await modules.overruled()).keys) groups.add(key, { severity: 'warning', problem, remedy });
  const lost = await overruledModules(modules, clients);
  return [...lost.map((each) => findingOf('warning', each)), ...groups.findings()];
}
