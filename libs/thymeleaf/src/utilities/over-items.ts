import type { Scope } from '../scope.js';
import type { Value } from '../value.js';
import { givenItems } from './given.js';
import type { UtilityMethod } from './utility.js';

/** Methods by name. */
export type Methods = Readonly<Record<string, UtilityMethod>>;

/** The methods, and each of them for all items of its first argument: `arrayTrim`, `listTrim` and `setTrim` of `trim`. Null stays null. */
export function withItems(methods: Methods): Methods {
  const all = Object.entries(methods).flatMap(([name, method]) => {
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    const list = overItems(method);
    return [
      ...[[name, method] as const, [`array${capital}`, list] as const, [`list${capital}`, list] as const],
      [`set${capital}`, asSet(list)] as const,
    ];
  });
  return Object.fromEntries(all);
}

function overItems(method: UtilityMethod): UtilityMethod {
  return (scope, items = null, ...given) =>
    items === null ? null : givenItems(items, scope).map((item) => method(scope, item, ...given));
}

/** The same, and what comes of it is a set. */
function asSet(method: UtilityMethod): UtilityMethod {
  return (scope: Scope, ...given) => {
    const items: Value = method(scope, ...given);
    return items === null ? null : new Set(givenItems(items, scope));
  };
}
