import type { ConfigurationProblem } from '../configuration-problem.js';
import type { AcceptedGroup } from './accepted-group.js';
import { acceptedGroups } from './accepted-groups.js';
import { withoutTypePrefix } from './module-type-properties.js';
import { isScriptKey } from './script-keys.js';

/**
 * What a module is told to do and this server cannot: switches that would change what is safe to expect, and scripts, which would be skipped in
 * silence (ruling 53). They keep the module from starting.
 * @param config values by key, without `module.<id>.config.`, in any spelling (ruling 15)
 */
export function refusedProblems(
  moduleType: string,
  config: ReadonlyMap<string, string>,
): readonly ConfigurationProblem[] {
  return [...config].flatMap(([key, value]) => {
    if (isScriptKey(key)) return value.trim() === '' ? [] : [scriptProblem(key)];
    const group = refusingGroup(moduleType, withoutTypePrefix(moduleType, key));
    return group && value.trim().toLowerCase() === 'true' ? [switchProblem(key, group)] : [];
  });
}

function refusingGroup(moduleType: string, key: string): AcceptedGroup | undefined {
  return acceptedGroups(moduleType).find(({ refusedWhenTrue, keys }) => refusedWhenTrue && Object.hasOwn(keys, key));
}

function scriptProblem(key: string): ConfigurationProblem {
  return {
    key,
    problem: 'names a script, but this server has no script engine',
    remedy: 'Remove the property; a server with a script engine runs it.',
  };
}

function switchProblem(key: string, { reason, instead }: AcceptedGroup): ConfigurationProblem {
  const use = instead === undefined ? '' : ` and use ${instead}`;
  return { key, problem: 'is true, but this server does not offer it', remedy: `Set it to false${use}. (${reason})` };
}
