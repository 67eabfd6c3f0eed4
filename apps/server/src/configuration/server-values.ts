import type { ModuleDefinitions } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';

/** Where the definitions of modules are (reference 1.3, "Module Property Source"). */
type PropertySourceKind = 'DATABASE' | 'PROPERTIES';

type Server = Pick<ModuleDefinitions, 'server'>;

/** Evaluation unless the properties say otherwise (ruling 61). */
export function modeOf({ server }: Server): 'evaluation' | 'production' {
  return server.get('gatehouse.mode')?.value === 'production' ? 'production' : 'evaluation';
}

/** The database unless the properties say otherwise, as in the product. */
export function propertySourceOf({ server }: Server): PropertySourceKind {
  return server.get('node.propertysource')?.value.trim().toUpperCase() === 'PROPERTIES' ? 'PROPERTIES' : 'DATABASE';
}

/** What is wrong with the values of the properties that belong to no module. */
export function serverValueProblems({ server }: Server): readonly ConfigurationProblem[] {
  const mode = server.get('gatehouse.mode')?.value;
  const source = server.get('node.propertysource')?.value;
  return [
    ...(mode === undefined || mode === 'evaluation' || mode === 'production'
      ? []
      : [{ key: 'gatehouse.mode', problem: `"${mode}" is no mode`, remedy: 'Write evaluation or production.' }]),
    ...(source === undefined || /^\s*(?:DATABASE|PROPERTIES)\s*$/i.test(source)
      ? []
      : [
          {
            key: 'node.propertysource',
            problem: `"${source}" is no property source`,
            remedy: 'Write DATABASE, so that the file only fills an empty database, or PROPERTIES.',
          },
        ]),
  ];
}
