import { isSecretReference } from '#protocol/administration/secret-reference';
import type { ConfigurationValue } from './configuration-value.js';
import type { ModuleDefinition } from './module-definitions.js';
import { substituteVariables, type SeedVariables } from './seed-variables.js';

/**
 * A module whose options have the values of the variables in them, `#{env['X']}` and `#{systemProperties['X']}`, whether they are nothing else or hold
 * them somewhere; one without a value stays as it is written.
 */
export function withReferencedValues(module: ModuleDefinition, variables: SeedVariables): ModuleDefinition {
  const resolved = [...module.config].map(([key, written]) => [key, valueOf(written, variables)] as const);
  return { ...module, config: new Map(resolved) };
}

/** Names of the properties of the server that options of modules, as written, refer to. */
export function propertiesNamedIn(modules: readonly Pick<ModuleDefinition, 'config'>[]): ReadonlySet<string> {
  const values = modules.flatMap(({ config }) => [...config.values()]);
  return new Set(values.flatMap(({ value }) => substituteVariables(value, NO_VALUES).systemProperties));
}

const NO_VALUES: SeedVariables = { environment: {}, systemProperties: new Map() };

function valueOf(written: ConfigurationValue, variables: SeedVariables): ConfigurationValue {
  const { value } = written;
  const { text, missing } = substituteVariables(isSecretReference(value) ? value.trim() : value, variables);
  return { ...written, value: text, ...(missing.length > 0 && { unset: [...new Set(missing)] }) };
}
