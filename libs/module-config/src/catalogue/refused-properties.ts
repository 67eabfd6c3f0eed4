import { editDistance } from '#protocol/edit-distance';
import type { ConfigurationProblem } from '../configuration-problem.js';
import { propertiesOf, type OptionsClass } from '../property-declaration.js';
import type { AcceptedGroup } from './accepted-group.js';
import { acceptedGroups } from './accepted-groups.js';
import { declaredProperty, withoutTypePrefix, type ModuleTypeProperties } from './module-type-properties.js';
import { isScriptKey } from './script-keys.js';

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
  return [...config].flatMap(([key, value]) => {
    if (isScriptKey(key)) return isRun(module, key, value) ? [] : [scriptProblem(module, key)];
    const group = refusingGroup(moduleType, withoutTypePrefix(moduleType, key));
    return group && value.trim().toLowerCase() === 'true' ? [switchProblem(key, group)] : [];
  });
}

function isRun(module: ModuleTypeProperties, key: string, value: string): boolean {
  return value.trim() === '' || declaredProperty(module, key) !== undefined;
}

function refusingGroup(moduleType: string, key: string): AcceptedGroup | undefined {
  return acceptedGroups(moduleType).find(({ refusedWhenTrue, keys }) => refusedWhenTrue && Object.hasOwn(keys, key));
}

function scriptProblem(module: ModuleTypeProperties, key: string): ConfigurationProblem {
  return { key, problem: 'names a script, but nothing here runs scripts under this key', remedy: meant(module, key) };
}

/** The key that was meant, most likely. */
function meant(module: ModuleTypeProperties, key: string): string {
  const plain = withoutTypePrefix(module.type, key);
  const group = acceptedGroups(module.type).find(({ keys }) => Object.hasOwn(keys, plain));
  if (group !== undefined) return `Remove the property. (${group.reason})`;
  const near = module.properties
    .filter((each) => isScriptKey(each.key))
    .map((each) => ({ key: each.key, distance: editDistance(plain.slice(0, LONGEST_KEY).toLowerCase(), each.key) }))
    .toSorted((one, other) => one.distance - other.distance)[0];
  if (near === undefined) return 'Remove the property: modules of this type run no scripts.';
  return `Check the spelling: scripts of such a module are under keys like ${near.key}.`;
}

/** Characters of a key that are compared with others. */
const LONGEST_KEY = 100;

function switchProblem(key: string, { reason, instead }: AcceptedGroup): ConfigurationProblem {
  const use = instead === undefined ? '' : ` and use ${instead}`;
  return { key, problem: 'is true, but this server does not offer it', remedy: `Set it to false${use}. (${reason})` };
}
