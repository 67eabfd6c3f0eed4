import { isSecretReference } from '#protocol/administration/secret-reference';
import type { ConfigurationValue } from './configuration-value.js';
import type { ModuleDefinition } from './module-definitions.js';
import { substituteSeedVariables, type SeedVariables } from './seed-variables.js';

/**
 * A module whose options that are nothing but a variable, `#{env['X']}` or `#{systemProperties['X']}`, have the variable's value; one without a
 * value stays as it is written.
 */
export function withReferencedValues(module: ModuleDefinition, variables: SeedVariables): ModuleDefinition {
  const resolved = [...module.config].map(([key, written]) => [key, valueOf(written, variables)] as const);
  return { ...module, config: new Map(resolved) };
}

function valueOf(written: ConfigurationValue, variables: SeedVariables): ConfigurationValue {
  if (!isSecretReference(written.value)) return written;
  return { ...written, value: String(substituteSeedVariables(written.value.trim(), variables).value) };
}
