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
export function strayLineWarnings(lines: readonly StrayLine[]): readonly string[] {
  return [...Map.groupBy(lines, ({ above }) => above)].map(([above, stray]) => warning(above, stray));
}

function warning(above: string, stray: readonly StrayLine[]): string {
  const names = stray.slice(0, MOST_NAMED).map(({ word, number }) => `${word} (line ${number})`);
  const more = stray.length > MOST_NAMED ? `, and ${stray.length - MOST_NAMED} more` : '';
  const title = above === '' ? 'Lines' : `Lines below ${above}`;
  const left = `${title} have a key and no value, and are left out: ${names.join(', ')}${more}.`;
  return above === '' ? left : `${left} If they belong to ${above}, end each line of its value but the last with \\n\\`;
}
