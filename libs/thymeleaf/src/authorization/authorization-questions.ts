import type { Value, ValueRecord } from '../value.js';

/** Asks something about who is signed in (null = nobody). */
export type Question = (authentication: Value, given: readonly string[]) => boolean;

/** What sec:authorize and `#authorization.expression` may ask. */
export const questions: ReadonlyMap<string, Question> = new Map<string, Question>([
  ['isAuthenticated', (who) => isSignedIn(who)],
  ['isAnonymous', (who) => !isSignedIn(who)],
  ['isFullyAuthenticated', (who) => isSignedIn(who) && !isFact(who, 'rememberMe')],
  ['isRememberMe', (who) => isFact(who, 'rememberMe')],
  ['permitAll', () => true],
  ['denyAll', () => false],
  ['hasAuthority', hasAnyAuthority],
  ['hasAnyAuthority', hasAnyAuthority],
  ['hasRole', hasAnyRole],
  ['hasAnyRole', hasAnyRole],
]);

function isSignedIn(who: Value): boolean {
  return isRecord(who) && !isFact(who, 'anonymous');
}

function isFact(who: Value, name: string): boolean {
  return isRecord(who) && Object.hasOwn(who, name) && who[name] === true;
}

function hasAnyAuthority(who: Value, given: readonly string[]): boolean {
  const held = authoritiesOf(who);
  return given.some((each) => held.has(each));
}

/** A role is an authority that begins with `ROLE_`; it is named with and without it. */
function hasAnyRole(who: Value, given: readonly string[]): boolean {
  return hasAnyAuthority(
    who,
    given.map((each) => (each.startsWith('ROLE_') ? each : `ROLE_${each}`)),
  );
}

/** Of the authentication or its principal: names, or records that have them as `authority`. */
function authoritiesOf(who: Value): ReadonlySet<string> {
  if (!isRecord(who)) return new Set();
  const own = Object.hasOwn(who, 'authorities') ? who['authorities'] : undefined;
  const principal = Object.hasOwn(who, 'principal') ? (who['principal'] ?? null) : null;
  if (own === undefined || own === null) return isRecord(principal) ? authoritiesOf(principal) : new Set();
  const listed = Array.isArray(own) || own instanceof Set ? [...(own as Iterable<Value>)] : [];
  return new Set(listed.flatMap((each) => authorityName(each)));
}

function authorityName(authority: Value): readonly string[] {
  if (typeof authority === 'string') return [authority];
  const name = isRecord(authority) && Object.hasOwn(authority, 'authority') ? authority['authority'] : undefined;
  return typeof name === 'string' ? [name] : [];
}

function isRecord(value: Value): value is ValueRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Set) &&
    !(value instanceof Date)
  );
}
