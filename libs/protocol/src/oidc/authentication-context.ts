/** A level of assurance that this server can tell: its name, and the authentication methods that reach it (RFC 8176). */
export interface AuthenticationLevel {
  readonly acr: string;
  readonly amr: readonly string[];
}

/** The levels a client asks for, the most wanted first. Essential: no answer is better than another level. */
export interface AcrRequest {
  readonly values: readonly string[];
  readonly essential: boolean;
}

/**
 * How a sign-in stands to what is asked for: it is enough, a new one could be, or none ever can (OpenID Connect Core §5.5.1.1).
 */
export type AcrStanding = 'met' | 'attainable' | 'unattainable';

/** A name for a level of assurance that fits into a list of them and into a challenge (RFC 9470 §3). */
export const ACR_VALUE = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;

/** Most values of one request, and the longest, in characters (V-88). */
const MOST_VALUES = 20;
const LONGEST_VALUE = 200;

/** The values of `acr_values`, voluntary by nature; what is too long or too much is not heard (OpenID Connect Core §3.1.2.1). */
export function parseAcrValues(text: string | undefined): AcrRequest | undefined {
  const values = boundedAcrValues((text ?? '').split(' ').filter((value) => value !== ''));
  return values.length === 0 ? undefined : { values, essential: false };
}

/** The values that can be kept, each once. */
export function boundedAcrValues(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value) => value.length <= LONGEST_VALUE))].slice(0, MOST_VALUES);
}

/**
 * The `acr` of a sign-in by these methods: of the levels it reaches the most wanted, else the highest; undefined where it reaches none.
 * @param levels the lowest first
 */
export function acrOf(
  amr: readonly string[],
  levels: readonly AuthenticationLevel[],
  wanted: readonly string[] = [],
): string | undefined {
  const reached = reachedBy(amr, levels);
  return wanted.find((acr) => reached.includes(acr)) ?? reached.at(-1);
}

/** Where a sign-in by these methods stands; no methods = nobody is signed in. */
export function acrStanding(
  asked: AcrRequest | undefined,
  amr: readonly string[],
  levels: readonly AuthenticationLevel[],
): AcrStanding {
  if (asked === undefined || asked.values.length === 0) return 'met';
  if (reachedBy(amr, levels).some((acr) => asked.values.includes(acr))) return 'met';
  return levels.some(({ acr }) => asked.values.includes(acr)) ? 'attainable' : 'unattainable';
}

/** Whoever reaches a level has everything that the lower ones ask for, by whichever means: a passkey alone is worth more than a password. */
function reachedBy(amr: readonly string[], levels: readonly AuthenticationLevel[]): readonly string[] {
  const highest = levels.findLastIndex((level) => level.amr.every((method) => amr.includes(method)));
  return levels.slice(0, highest + 1).map(({ acr }) => acr);
}
