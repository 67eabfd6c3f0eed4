import type { JsonObject } from '../json/json-object.js';
import { OAuthError } from './oauth-error.js';
import { parseScope } from './scope.js';

/** What an administrator decides about an initial access token (RFC 7591 §1.2). */
export interface InitialAccessTokenOrder {
  /** For whom it is: stands in the audit record of every app that is registered with it. */
  readonly description: string;
  /** How many apps may be registered with it. */
  readonly uses: number;
  readonly lifetimeSeconds: number;
  /** The most that these apps may have; absent = what the module says. */
  readonly scopes?: readonly string[];
}

/** Bounds of the numbers, and what counts where they are left out. */
const NUMBERS = {
  uses: { most: 1_000, absent: 1 },
  lifetime_seconds: { most: 366 * 86_400, absent: 7 * 86_400 },
};
const MEMBERS: readonly string[] = ['description', 'scope', ...Object.keys(NUMBERS)];
const LONGEST_DESCRIPTION = 200;

/**
 * Reads what a token is to allow. What nobody knows is refused, so that no bound gets lost by a misspelling.
 * @throws OAuthError invalid_request — names the member and what is wrong with it; invalid_scope
 */
export function readInitialAccessTokenOrder(body: JsonObject): InitialAccessTokenOrder {
  const unknown = Object.keys(body).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw refused(unknown.slice(0, 100), `is not one of ${MEMBERS.join(', ')}`);
  const scope = body['scope'];
  if (scope !== undefined && typeof scope !== 'string') throw refused('scope', 'is not a text');
  return {
    description: descriptionOf(body['description']),
    uses: numberOf(body, 'uses'),
    lifetimeSeconds: numberOf(body, 'lifetime_seconds'),
    ...(scope !== undefined && { scopes: parseScope(scope) }),
  };
}

function descriptionOf(value: unknown): string {
  const isGood = typeof value === 'string' && value.trim() !== '' && !/\p{Cc}/u.test(value);
  if (isGood && value.length <= LONGEST_DESCRIPTION) return value;
  throw refused('description', `must say for whom the token is, in at most ${String(LONGEST_DESCRIPTION)} characters`);
}

function numberOf(body: JsonObject, name: keyof typeof NUMBERS): number {
  const { most, absent } = NUMBERS[name];
  const value = body[name] ?? absent;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw refused(name, `must be a whole number from 1 to ${String(most)}`);
}

function refused(member: string, problem: string): OAuthError {
  return new OAuthError('invalid_request', `${member} ${problem}`, { parameter: member });
}
