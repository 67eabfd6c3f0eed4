import { scopeName } from './scope-name.js';
import { coversClinical, looksClinical, parseSmartScope, type SmartScope } from './smart-scope.js';

/** Tells which scope of a list covers another one; undefined when none does. */
export type ScopeCoverage = (requested: string) => string | undefined;

interface Clinical {
  readonly text: string;
  readonly scope: SmartScope;
}

/**
 * What a list of scopes, of a client or of a grant, includes: the same name, or a clinical scope that reaches no further in context, type,
 * interactions and search (ruling 39). `patient/*.read` covers `patient/Observation.rs`; `user/…` never covers `patient/…`; a granular scope is
 * covered by the unrestricted one and by itself only. What only looks like a clinical scope is covered by nothing, not even by its own
 * spelling, because a resource server might read it otherwise than we do (STD S3).
 *
 * The list is read once: a request may hold hundreds of scopes and so may a list, and reading each pair anew would keep the server busy for
 * a tenth of a second.
 */
export function scopeCoverage(listed: readonly string[]): ScopeCoverage {
  const clinical = Map.groupBy(listed.flatMap(readClinical), ({ scope }) => `${scope.context}/${scope.resourceType}`);
  const names = new Map(listed.filter((text) => !looksClinical(text)).map((text) => [scopeName(text), text]));
  return (requested) => {
    if (!looksClinical(requested)) return coveringName(names, scopeName(requested));
    const narrow = parseSmartScope(requested);
    if (narrow === undefined) return undefined;
    const near = [narrow.resourceType, '*'].flatMap((type) => clinical.get(`${narrow.context}/${type}`) ?? []);
    return near.find(({ scope }) => coversClinical(scope, narrow))?.text;
  };
}

/** Whether one scope alone covers another. */
export function covers(listed: string, requested: string): boolean {
  return scopeCoverage([listed])(requested) !== undefined;
}

function readClinical(text: string): readonly Clinical[] {
  const scope = parseSmartScope(text);
  return scope === undefined ? [] : [{ text, scope }];
}

/** The same name, or for a launch scope with a role the one without (STD S10). */
function coveringName(names: ReadonlyMap<string, string>, requested: string): string | undefined {
  const withoutRole = /^(launch\/[^?]+)\?/.exec(requested)?.[1];
  return names.get(requested) ?? (withoutRole === undefined ? undefined : names.get(withoutRole));
}
