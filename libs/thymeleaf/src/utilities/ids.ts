import type { Budget } from '../limits.js';
import type { Scope } from '../scope.js';
import { givenText } from './given.js';
import type { Methods } from './over-items.js';
import type { UtilityObject } from './utility.js';

/** How often each name was asked for in one rendering. */
const sequences = new WeakMap<Budget, Map<string, number>>();

function countsOf({ budget }: Scope): Map<string, number> {
  const counts = sequences.get(budget) ?? new Map<string, number>();
  sequences.set(budget, counts);
  return counts;
}

/** `#ids`: names with a number behind them, for th:id in loops and the labels beside. */
export const ids: UtilityObject = new Map(
  Object.entries({
    seq: (scope, target) => {
      const name = givenText(target, scope);
      const count = (countsOf(scope).get(name) ?? 0) + 1;
      countsOf(scope).set(name, count);
      return `${name}${String(count)}`;
    },
    next: (scope, target) => {
      const name = givenText(target, scope);
      return `${name}${String((countsOf(scope).get(name) ?? 0) + 1)}`;
    },
    prev: (scope, target) => {
      const name = givenText(target, scope);
      return `${name}${String(countsOf(scope).get(name) ?? 0)}`;
    },
  } satisfies Methods),
);
