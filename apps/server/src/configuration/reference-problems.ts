import { declaredProperty } from '#module-config/catalogue/module-type-properties';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import { modulePropertiesOf } from './module-properties.js';

/** What is found about variables in options. */
export interface ReferenceFindings {
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

const UNREAD = 'Nothing to do; the property may be removed.';

/**
 * Options that refer to variables without a value: a mistake where something here would read them, so that what else is wrong with their text need
 * not be said, and a warning where nothing does.
 */
export function referenceFindings(modules: readonly ModuleDefinition[]): ReferenceFindings {
  const found = modules.flatMap(({ moduleId, type, config }) =>
    [...config].flatMap(([key, { unset = [] }]) =>
      unset.map((variable) => ({
        key: `module.${moduleId}.config.${key}`,
        problem: `refers to ${variable}, which has no value`,
        isRead: declaredProperty(modulePropertiesOf(type), key) !== undefined,
      })),
    ),
  );
  const remedy = 'Set the variable before the start, or write the value itself.';
  return {
    problems: found.filter(({ isRead }) => isRead).map(({ key, problem }) => ({ key, problem, remedy })),
    warnings: found
      .filter(({ isRead }) => !isRead)
      .map(({ key, problem }) => ({
        key,
        problem: `${problem}; nothing reads this property here`,
        remedy: UNREAD,
        isNote: true,
      })),
  };
}
