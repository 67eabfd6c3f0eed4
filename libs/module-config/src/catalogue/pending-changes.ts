import type { ConfigurationValue } from '../configuration-value.js';
import type { ModuleDefinition } from '../module-definitions.js';
import type { ModuleTypeProperties } from './module-type-properties.js';
import { propertyLookup } from './property-catalogue.js';

/** A definition as far as it can wait for a restart. */
type Definition = Pick<ModuleDefinition, 'config' | 'requires'>;

/**
 * What of a saved definition a running module goes without until its restart: keys of supported properties, then names of dependencies, sorted. What
 * comes to the same (a default that is written out, another spelling, what nothing reads) is not among it.
 * @param running what the module was started with; `undefined` where it does not run, so that nothing waits
 */
export function pendingChanges(
  module: ModuleTypeProperties,
  running: Definition | undefined,
  saved: Definition,
): readonly string[] {
  if (running === undefined) return [];
  const [before, after] = [running, saved].map(({ config }) => countedValues(module, config));
  return [...differences(before, after), ...differences(running.requires, saved.requires)];
}

/** Values of supported properties by key, without those that are set to their default. */
function countedValues(
  module: ModuleTypeProperties,
  config: ReadonlyMap<string, ConfigurationValue>,
): ReadonlyMap<string, string> {
  const find = propertyLookup(module);
  return new Map(
    [...config].flatMap(([writtenAs, { value }]): [string, string][] => {
      const entry = find(writtenAs);
      const counts = entry?.status.kind === 'supported' && !['', entry.default].includes(value.trim());
      return counts ? [[entry.key, value.trim()]] : [];
    }),
  );
}

function differences(
  before: ReadonlyMap<string, string> = new Map(),
  after: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).toSorted();
}
