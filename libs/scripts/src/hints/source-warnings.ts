import { misspeltFunction } from '../running/missing-function.js';
import { leftoversIn, type Leftover } from './leftovers.js';
import { placeAt, type SourcePlace } from './source-place.js';

/** What of a source that loads may fail or do nothing, and what to do about it. */
export interface SourceWarning {
  /** To follow the name of the script: `uses load (line 2, column 1), which is not here`. */
  readonly problem: string;
  /** A sentence without its full stop. */
  readonly remedy: string;
}

/** Things of one source that are told. */
const MOST_TOLD = 10;
/** Further lines that are told of one thing. */
const MOST_LINES = 5;

/** What is used and not here, each thing once with its places. That keeps no script from running, for many ask first whether it is there. */
export function leftoverWarnings(source: string): readonly SourceWarning[] {
  const byName = Map.groupBy(leftoversIn(source), ({ name }) => name);
  return [...byName.values()].slice(0, MOST_TOLD).map((uses) => ({
    problem: `uses ${uses[0]?.name ?? ''} (${placesOf(uses, source)}), which is not here`,
    remedy: sentence(uses[0]?.instead ?? ''),
  }));
}

/** The same, and a name that is nearly that of a function: of a source of which nobody knows the place. */
export function sourceWarnings(source: string): readonly SourceWarning[] {
  return [...leftoverWarnings(source), ...misspelt(source)];
}

/** All of {@link sourceWarnings} one by one, with their places. */
export function placedWarnings(source: string): readonly (Partial<SourcePlace> & { readonly message: string })[] {
  const uses = leftoversIn(source).map(({ name, instead, offset }) => ({
    message: `${name} is not here: ${instead}`,
    ...placeAt(source, offset),
  }));
  return [...uses, ...misspelt(source).map(({ problem, remedy }) => ({ message: `it ${problem}: ${remedy}` }))];
}

function misspelt(source: string): readonly SourceWarning[] {
  const found = misspeltFunction(source);
  if (found === undefined) return [];
  const problem = `has a function ${found.name}, which nobody calls`;
  return [{ problem, remedy: `Write ${found.meant} if that is meant` }];
}

function placesOf([first, ...others]: readonly Leftover[], source: string): string {
  const { line, column } = placeAt(source, first?.offset ?? 0);
  const lines = [...new Set(others.map(({ offset }) => placeAt(source, offset).line))].slice(0, MOST_LINES);
  const more = lines.length === 0 ? '' : `; also in line ${lines.join(', ')}`;
  return `line ${String(line)}, column ${String(column)}${more}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
