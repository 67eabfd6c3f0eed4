import { withoutTypePrefix } from '../catalogue/module-type-properties.js';
import { firstOf } from '#protocol/first-of';
import { variableOf } from '../environment-override.js';
import type { NewModule } from '../stores/module-definition.store.js';

/** Most options in one sentence. */
const MOST_NAMED = 5;

/**
 * What of a definition is saved in vain as long as a variable of the environment says otherwise (ruling 55), as one sentence without values; none
 * where nothing is.
 * @param overrides of the environment, by whole keys
 */
export function overriddenWarnings(module: NewModule, overrides: ReadonlyMap<string, string>): readonly string[] {
  const found = [...writtenOf(module)].flatMap(([name, { key, value }]) => {
    const over = [...overrides].find((each) => plainKey(module, each[0]) === plainKey(module, key));
    return over === undefined || over[1].trim() === value.trim() ? [] : [`${name} (${variableOf(over[0])})`];
  });
  if (found.length === 0) return [];
  return [
    `overridden by the environment: ${firstOf(found, MOST_NAMED)}; what is saved counts when the variable is gone.`,
  ];
}

/** What is written of a module, by the name under which people know it. */
function* writtenOf({ moduleId, type, options, dependencies }: NewModule) {
  const prefix = `module.${moduleId}`;
  yield ['type', { key: `${prefix}.type`, value: type }] as const;
  for (const [name, value] of options) yield [name, { key: `${prefix}.config.${name}`, value }] as const;
  for (const [name, value] of dependencies) yield [name, { key: `${prefix}.requires.${name}`, value }] as const;
}

/** The key without the module type that may stand before the option (ruling 15). */
function plainKey({ moduleId, type }: NewModule, key: string): string {
  const prefix = `module.${moduleId}.config.`;
  return key.startsWith(prefix) ? prefix + withoutTypePrefix(type, key.slice(prefix.length)) : key;
}
