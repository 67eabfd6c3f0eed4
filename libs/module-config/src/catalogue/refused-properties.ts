import type { ConfigurationProblem } from '../configuration-problem.js';
import { propertiesOf, type OptionsClass } from '../property-declaration.js';
import type { AcceptedGroup } from './accepted-group.js';
import { acceptedGroups } from './accepted-groups.js';
import { withoutTypePrefix, type ModuleTypeProperties } from './module-type-properties.js';
import { propertyLookup } from './property-catalogue.js';
import { isScriptKey, isStrayScriptKey, nearestScriptKey } from './script-keys.js';

/**
 * What a module is told to do and this server cannot: switches that would change what is safe to expect, and scripts under keys that nothing reads,
 * which would be skipped in silence (ruling 53). They keep the module from starting.
 * @param config values by key, without `module.<id>.config.`, in any spelling (ruling 15)
 */
export function refusedProblems(
  optionsClass: OptionsClass<object>,
  config: ReadonlyMap<string, string>,
  moduleType: string,
): readonly ConfigurationProblem[] {
  const module = { type: moduleType, properties: propertiesOf(optionsClass) };
  const find = propertyLookup(module);
  return [...config].flatMap(([key, value]) => {
    if (value.trim() === '') return [];
    if (isStrayScriptKey(module, key) && (isScriptKey(key) || find(key) === undefined))
      return [scriptProblem(module, key)];
    const group = refusingGroup(moduleType, withoutTypePrefix(moduleType, key));
    return group && value.trim().toLowerCase() === 'true' ? [switchProblem(key, group)] : [];
  });
}

function refusingGroup(moduleType: string, key: string): AcceptedGroup | undefined {
  return acceptedGroups(moduleType).find(({ refusedWhenTrue, keys }) => refusedWhenTrue && Object.hasOwn(keys, key));
}

function scriptProblem(module: ModuleTypeProperties, key: string): ConfigurationProblem {
  return { key, problem: 'names a script, but nothing here runs scripts under this key', remedy: meant(module, key) };
}

/** The key that was meant, most likely. */
function meant(module: ModuleTypeProperties, key: string): string {
  const near = nearestScriptKey(module, key);
  if (near === undefined) return 'Remove the property: modules of this type run no scripts.';
  return `Check the spelling: scripts of such a module are under keys like ${near.key}.`;
}

function switchProblem(key: string, { reason, instead }: AcceptedGroup): ConfigurationProblem {
  const use = instead === undefined ? '' : ` and use ${instead}`;
  return { key, problem: 'is true, but this server does not offer it', remedy: `Set it to false${use}. (${reason})` };
}
