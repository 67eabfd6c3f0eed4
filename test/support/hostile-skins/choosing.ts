import type { SeededRandom } from '../seeded-random.js';

/** What makes a piece of a hostile skin: the same chance makes the same. */
export type Maker<T = string> = (chance: SeededRandom) => T;

/** One of them. */
export function oneOf<T>(chance: SeededRandom, of: readonly T[]): T {
  return of[chance.between(0, of.length - 1)] as T;
}

/** Between so many of them, each made anew. */
export function someOf<T>(
  chance: SeededRandom,
  [least, most]: readonly [number, number],
  make: Maker<T>,
): readonly T[] {
  return Array.from({ length: chance.between(least, most) }, () => make(chance));
}

/** One of several makers. */
export function anyOf<T>(...makers: readonly Maker<T>[]): Maker<T> {
  return (chance) => oneOf(chance, makers)(chance);
}
