import { declaredProperty } from '#module-config/catalogue/module-type-properties';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import { isSecretReference } from '#protocol/administration/secret-reference';
import { modulePropertiesOf } from './module-properties.js';

/** Options that refer to a variable without a value, and that something here would read; what else is wrong with their text need not be said. */
export function referenceProblems(modules: readonly ModuleDefinition[]): readonly ConfigurationProblem[] {
  return modules.flatMap(({ moduleId, type, config }) =>
    [...config]
      .filter(
        ([key, { value }]) => isSecretReference(value) && declaredProperty(modulePropertiesOf(type), key) !== undefined,
      )
      .map(([key, { value }]) => ({
        key: `module.${moduleId}.config.${key}`,
        problem: `refers to ${value.trim()}, which has no value`,
        remedy: 'Set the variable before the start, or write the value itself.',
      })),
  );
}
