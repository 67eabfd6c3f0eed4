import type { ModuleDefinitions } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';

/** Where the definitions of modules are (reference 1.3, "Module Property Source"). */
type PropertySourceKind = 'DATABASE' | 'PROPERTIES';

type Server = Pick<ModuleDefinitions, 'server'>;

/** Evaluation unless the properties say otherwise (ruling 61). */
export function modeOf({ server }: Server): 'evaluation' | 'production' {
  return server.get('gatehouse.mode')?.value === 'production' ? 'production' : 'evaluation';
}

/**
 * The database unless the properties say otherwise, as in the product. Its PROPERTIES_UNLOCKED, where the file counts at every start and changes
 * last until the next one, is read as PROPERTIES: what is gone after a start had better not be changed at all.
 */
export function propertySourceOf({ server }: Server): PropertySourceKind {
  return /^\s*PROPERTIES(?:_UNLOCKED)?\s*$/i.test(server.get(SOURCE)?.value ?? '') ? 'PROPERTIES' : 'DATABASE';
}

/** What is wrong with the values of the properties that belong to no module. */
export function serverValueProblems(definitions: Server): readonly ConfigurationProblem[] {
  return [...modeProblems(definitions), ...sourceProblems(definitions), ...lockProblems(definitions)];
}

const SOURCE = 'node.propertysource';

function modeProblems({ server }: Server): readonly ConfigurationProblem[] {
  const mode = server.get('gatehouse.mode')?.value;
  if (mode === undefined || mode === 'evaluation' || mode === 'production') return [];
  return [{ key: 'gatehouse.mode', problem: `"${mode}" is no mode`, remedy: 'Write evaluation or production.' }];
}

function sourceProblems({ server }: Server): readonly ConfigurationProblem[] {
  const source = server.get(SOURCE)?.value;
  if (source === undefined || /^\s*(?:DATABASE|PROPERTIES(?:_UNLOCKED)?)\s*$/i.test(source)) return [];
  const remedy = 'Write DATABASE, so that the file only fills an empty database, or PROPERTIES.';
  return [{ key: SOURCE, problem: `"${source}" is no property source`, remedy }];
}

/** A lock that is not there would be relied on. */
function lockProblems(definitions: Server): readonly ConfigurationProblem[] {
  const lock = definitions.server.get('node.config.locked')?.value.trim().toLowerCase();
  if (lock !== 'true' || propertySourceOf(definitions) === 'PROPERTIES') return [];
  const remedy =
    'Write node.propertysource=PROPERTIES, so that definitions change in the file alone, or set it to false.';
  return [{ key: 'node.config.locked', problem: 'is true, but definitions in the database can be changed', remedy }];
}
