import { editDistance } from '#protocol/edit-distance';
import { calledFunctions, functionsBeside } from '../called-functions.js';
import { maskedSource, withoutComments } from '../hints/masked-source.js';
import type { ScriptRun } from './script-runner.js';

/** Names that are looked at and told, of sources that have many. */
const MOST_NAMES = 200;
const MOST_TOLD = 8;
/** Letters by which a misspelt name is wrong. */
const MISSPELT = 2;
/** The same of long names, where people are only told: existing installations have `onAuthenticationSuccess`, and run. */
const MISSPELT_LONG = 3;
const LONG = 15;

/** Every part has a bound, so that no source is slow to look through. */
const FUNCTIONS =
  /\bfunction\s{0,20}\*?\s{0,20}([\w$]{1,60})|\b([\w$]{1,60})\s{0,20}=\s{0,20}(?:async\b|function\b|\(|[\w$]{1,60}\s{0,20}=>)/g;
const ANY_CALLED = new RegExp(String.raw`\b(?:${calledFunctions.join('|')})\b`);

/**
 * Why a run whose function is not there has failed; undefined where that is no error (product reference 9.2): a file has what its author wants of the
 * functions of a place, and may serve several places. One without any function was emptied or is half written, and one that
 * nearly has the function was meant to have it: nobody is let through by those.
 * @param defined of the functions that are ever called those that the source has
 */
export function missingProblem(
  { functionName, isRequired = false }: Pick<ScriptRun, 'functionName' | 'isRequired'>,
  defined: readonly string[],
  source: string,
): string | undefined {
  if (isRequired) return problemOf([functionName], source);
  const wanted = functionsBeside(functionName);
  if (wanted.some((name) => defined.includes(name))) return undefined;
  return isMeantOtherwise(wanted, source) && (defined.length === 0 || misspeltIn(source, wanted))
    ? problemOf(wanted, source)
    : undefined;
}

/** The same of a source that is not run: only what is nowhere in its text is surely missing. @param wanted at its place */
export function unnamedProblem(wanted: readonly string[], source: string): string | undefined {
  return !ANY_CALLED.test(withoutComments(source)) && isMeantOtherwise(wanted, source)
    ? problemOf(wanted, source)
    : undefined;
}

/** That a source has not what nothing could succeed without, as far as its text tells. */
export function requiredProblem(required: readonly string[], source: string): string | undefined {
  const written = withoutComments(source);
  const missing = required.filter((name) => !written.includes(name));
  return missing.length === 0 ? undefined : problemOf(missing, source);
}

/** That a source does nothing at its place, as far as its text tells. @param wanted at its place */
export function idleWarning(wanted: readonly string[], source: string): string | undefined {
  const written = withoutComments(source);
  return wanted.some((name) => written.includes(name)) ? undefined : problemOf(wanted, source);
}

/** A function whose name is nearly that of one that is called somewhere, in a source of which nobody knows its place; undefined = there is none. */
export function misspeltFunction(source: string): Misspelt | undefined {
  const written = withoutComments(source);
  return misspeltIn(
    source,
    calledFunctions.filter((name) => !written.includes(name)),
    nearness,
  );
}

function isMeantOtherwise(wanted: readonly string[], source: string): boolean {
  return functionsIn(source).length === 0 || misspeltIn(source, wanted) !== undefined;
}

function problemOf(wanted: readonly string[], source: string): string {
  const found = functionsIn(source);
  const misspelt = misspeltIn(source, wanted, nearness);
  const told = found.slice(0, MOST_TOLD).join(', ') + (found.length > MOST_TOLD ? ' and others' : '');
  const has =
    withoutComments(source).trim() === '' ? 'it is empty' : found.length === 0 ? 'it has none' : `it has ${told}`;
  const meant = misspelt === undefined ? '' : `; write ${misspelt.meant} for ${misspelt.name}`;
  return `there is no function ${wanted.join(' or ')}: ${has}${meant}`;
}

/** A name, and the one that was meant. */
interface Misspelt {
  readonly name: string;
  readonly meant: string;
}

function misspeltIn(
  source: string,
  wanted: readonly string[],
  most: (name: string) => number = () => MISSPELT,
): Misspelt | undefined {
  for (const name of functionsIn(source)) {
    if (calledFunctions.includes(name)) continue;
    const meant = wanted.find((each) => editDistance(each.toLowerCase(), name.toLowerCase()) <= most(each));
    if (meant !== undefined) return { name, meant };
  }
  return undefined;
}

function nearness(name: string): number {
  return name.length > LONG ? MISSPELT_LONG : MISSPELT;
}

/** By their look, comments and texts aside: what is called is what the engine finds. */
function functionsIn(source: string): readonly string[] {
  const names = new Set<string>();
  for (const [, declared = '', assigned = declared] of maskedSource(source).matchAll(FUNCTIONS)) {
    if (names.size >= MOST_NAMES) break;
    names.add(assigned);
  }
  return [...names];
}
