// eslint-disable-next-line no-restricted-imports -- nothing is isolated here: the script is ours, and has a time limit
import { createContext, Script } from 'node:vm';

/** How long a pattern may look at one password, in ms: nothing else happens in the process meanwhile. */
const LONGEST_MILLISECONDS = 50;
/** How often it may try when the processor was not there for it. */
const MOST_ATTEMPTS = 5;

/** Regular expressions cannot be stopped, scripts can: the engine ends what runs in one when its time is over. */
const MATCH = new Script(`new RegExp(pattern, 's').test(text)`);
const SURROUNDINGS = createContext(Object.create(null) as object) as { pattern?: string; text?: string };

/** Patterns that ran out of time in this turn of the event loop. A batch would otherwise spend the time for each of its passwords in a row. */
const givenUp = new Set<string>();

/** Patterns that were tried and have no problem: each look at the configuration asks for them again. */
const proven = new Set<string>();
const MOST_PROVEN = 100;

/** Whether a password fits a pattern; `unknown` when the time was not enough to tell. */
export type PasswordMatch = 'matches' | 'differs' | 'unknown';

/** The pattern describes the whole password, as in the product; the dot includes line breaks. */
export function matchPassword(password: string, pattern: string): PasswordMatch {
  if (givenUp.has(pattern)) return 'unknown';
  const match = matchInTime(password, whole(pattern));
  if (match === 'unknown') giveUpForThisTurn(pattern);
  return match;
}

/**
 * Why a text cannot be the pattern of passwords, undefined if it can. One that stalls at an ordinary long password stalls the server whenever
 * somebody chooses such a password; those that are found only later are still stopped in time.
 */
export function patternProblem(pattern: string): string | undefined {
  if (proven.has(pattern)) return undefined;
  if (!compiles(pattern)) return 'is not a regular expression; possessive quantifiers and (?i) are not supported';
  if (PROBES.some((probe) => matchInTime(probe, whole(pattern)) === 'unknown'))
    return `takes longer than ${String(LONGEST_MILLISECONDS)} ms for some passwords: repetitions within repetitions, such as (a+)+, do`;
  if (proven.size >= MOST_PROVEN) proven.clear();
  proven.add(pattern);
  return undefined;
}

/** Runs of characters that a class of a pattern is likely to have, with an end that it is not. */
const PROBES = ['a', 'A', '0', ' ', '-', '!', 'aA0!'].map((run) => `${run.repeat(64)}\u0001`);

/** The limit goes by the clock on the wall: on a busy machine it may be over before the pattern had its share of the processor. */
function matchInTime(text: string, pattern: string): PasswordMatch {
  for (let attempt = 1; ; attempt++) {
    const before = process.threadCpuUsage();
    const match = matchOnce(text, pattern);
    if (match !== 'unknown' || attempt === MOST_ATTEMPTS) return match;
    const { user, system } = process.threadCpuUsage(before);
    if (user + system > (LONGEST_MILLISECONDS * 1000) / 2) return match;
  }
}

function matchOnce(text: string, pattern: string): PasswordMatch {
  try {
    Object.assign(SURROUNDINGS, { pattern, text });
    return MATCH.runInContext(SURROUNDINGS, { timeout: LONGEST_MILLISECONDS }) === true ? 'matches' : 'differs';
  } catch {
    // A pattern that compiles fails here by its time, or by the engine's memory for going back.
    return 'unknown';
  } finally {
    delete SURROUNDINGS.text;
  }
}

function giveUpForThisTurn(pattern: string): void {
  givenUp.add(pattern);
  setImmediate(() => givenUp.delete(pattern));
}

function whole(pattern: string): string {
  return `^(?:${pattern})$`;
}

function compiles(pattern: string): boolean {
  try {
    return [pattern, whole(pattern)].every((source) => new RegExp(source, 's') instanceof RegExp);
  } catch {
    return false;
  }
}
