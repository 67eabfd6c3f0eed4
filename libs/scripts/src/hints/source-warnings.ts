import { calledFunctions } from '../called-functions.js';
import { misspeltFunction } from '../running/missing-function.js';
import { leftoversIn, type Leftover } from './leftovers.js';
import { maskedSource } from './masked-source.js';
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

/** Of each function that is called: how it looks where its keyword is missing. */
const WITHOUT_KEYWORD = new RegExp(
  String.raw`(?<=^|[;}\s])(?<!\bfunction\s{0,20}\*?\s{0,20})(${calledFunctions.join('|')})\s{0,20}\([\w\s,$=]{0,300}\)\s{0,20}\{`,
  'g',
);

/** What is used and not here, each thing once with its places. That keeps no script from running, for many ask first whether it is there. */
export function leftoverWarnings(source: string): readonly SourceWarning[] {
  const byName = Map.groupBy(leftoversIn(source), ({ name }) => name);
  const used = [...byName.values()].slice(0, MOST_TOLD).map((uses) => ({
    problem: `uses ${uses[0]?.name ?? ''} (${placesOf(uses, source)}), which is not here`,
    remedy: sentence(uses[0]?.instead ?? ''),
  }));
  const halves = halfFunctions(source).map(({ name, offset }) => ({
    problem: `calls ${name} (${placesOf([{ offset }], source)}) and does not define it`,
    remedy: `Write function ${name}(…)`,
  }));
  return [...halves, ...used];
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
  const halves = halfFunctions(source).map(({ name, offset }) => ({
    message: `${name} is called here and not defined: write function ${name}(…)`,
    ...placeAt(source, offset),
  }));
  return [
    ...halves,
    ...uses,
    ...misspelt(source).map(({ problem, remedy }) => ({ message: `it ${problem}: ${remedy}` })),
  ];
}

/** At the top level only: elsewhere it is a method. Such a source is read as a call and a block, and fails when it is run. */
function halfFunctions(source: string): readonly Pick<Leftover, 'name' | 'offset'>[] {
  const code = maskedSource(source);
  const found = [...code.matchAll(WITHOUT_KEYWORD)].slice(0, MOST_TOLD);
  return found
    .filter(({ index }) => depthAt(code, index) === 0)
    .map(({ 1: name = '', index }) => ({ name, offset: index }));
}

function depthAt(code: string, offset: number): number {
  const before = code.slice(0, offset);
  return before.split('{').length - before.split('}').length;
}

function misspelt(source: string): readonly SourceWarning[] {
  const found = misspeltFunction(source);
  if (found === undefined) return [];
  const problem = `has a function ${found.name}, which nobody calls`;
  return [{ problem, remedy: `Write ${found.meant} if that is meant` }];
}

function placesOf([first, ...others]: readonly Pick<Leftover, 'offset'>[], source: string): string {
  const { line, column } = placeAt(source, first?.offset ?? 0);
  const lines = [...new Set(others.map(({ offset }) => placeAt(source, offset).line))].slice(0, MOST_LINES);
  const more = lines.length === 0 ? '' : `; also in line ${lines.join(', ')}`;
  return `line ${String(line)}, column ${String(column)}${more}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
