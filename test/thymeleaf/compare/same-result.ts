import { treeOf } from './html-tree.js';
import { neutral } from './neutral.js';
import { sameTokens } from './token-level.js';

/** Whether two results are equal: to the letter (but for white space around it) where that is asked for, else token by token; or as trees. */
export function sameResult(expected: string, actual: string, exactMatch: boolean): boolean {
  const [one, other] = [neutral(expected), neutral(actual)];
  if (exactMatch ? one.trim() === other.trim() : sameTokens(one, other)) return true;
  return treeOf(one) === treeOf(other);
}
