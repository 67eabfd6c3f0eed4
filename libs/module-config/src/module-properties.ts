import { plainValues } from './configuration-value.js';
import type { ModuleDefinitions } from './module-definitions.js';
import type { StoredModule } from './stores/stored-module.js';

/** The lines of a property file that define a module, in an order that only depends on what they say. */
export function propertiesOfModule({
  moduleId,
  type,
  dependencies,
  options,
}: Omit<StoredModule, 'version'>): readonly [string, string][] {
  const prefix = `module.${moduleId}`;
  return [
    [`${prefix}.type`, type],
    ...sorted(dependencies).map(([name, target]): [string, string] => [`${prefix}.requires.${name}`, target]),
    ...sorted(options).map(([key, value]): [string, string] => [`${prefix}.config.${key}`, value]),
  ];
}

/** The modules of a property file as they would be stored; to be given what the file says without the environment. */
export function modulesOfProperties({ modules }: Pick<ModuleDefinitions, 'modules'>): readonly StoredModule[] {
  return modules.map(({ nodeId, moduleId, type, requires, config }) => ({
    ...{ nodeId, moduleId, type, dependencies: requires, version: 0 },
    options: plainValues(config),
  }));
}

/** Entries by name, in the order of code points: the same on every machine. */
export function sorted<Value>(entries: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
