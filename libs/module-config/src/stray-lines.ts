import { firstOf } from '#protocol/first-of';
import type { ConfigurationProblem } from './configuration-problem.js';

/** A line that is a key without a value. */
export interface StrayLine {
  readonly word: string;
  readonly number: number;
  /** The property above it; empty where there is none. */
  readonly above: string;
}

/** The most words that are named. */
const MOST_NAMED = 10;

/**
 * One warning for the lines below each property that are no more than a word: a list whose lines nobody continued binds with its first line alone
 * (product reference 11, `smart_capabilities_list`).
 */
export function strayLineWarnings(lines: readonly StrayLine[]): readonly ConfigurationProblem[] {
  return [...Map.groupBy(lines, ({ above }) => above)].map(([above, stray]) => warning(above, stray));
}

function warning(above: string, stray: readonly StrayLine[]): ConfigurationProblem {
  const names = stray.map(({ word, number }) => `${word} (line ${number})`);
  const problem = `have a key and no value, and are left out: ${firstOf(names, MOST_NAMED)}`;
  if (above === '')
    return { key: 'Lines', problem, remedy: 'Put # before a comment; a property is written key=value.' };
  const remedy = `End each line of the value of ${above} but the last with \\n\\ if they belong to it.`;
  return { key: `Lines below ${above}`, problem, remedy };
}
