import type { Assertion, Confirmation, Window } from './assertion.js';
import { SamlRefusal } from './saml-refusal.js';

/** What an assertion must be for. */
export interface ExpectedAssertion {
  /** Entity id of the identity provider. */
  readonly issuer: string;
  /** Our own entity id. */
  readonly audience: string;
  /** Address of our assertion consumer service. */
  readonly recipient: string;
  /** ID of the request. */
  readonly requestId: string;
  /** When the provider was asked, where it was to ask the person again; milliseconds since 1970. */
  readonly renewedSince?: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** By how much the clocks may differ, in milliseconds. */
  readonly skew: number;
}

/**
 * Checks an assertion that is rightly signed by the rules of the Web Browser SSO profile (SAML Profiles §4.1.4.3).
 * @returns how long it could be presented again, in milliseconds
 * @throws SamlRefusal
 */
export function judgeAssertion(assertion: Assertion, expected: ExpectedAssertion): number {
  const { issuer, conditions, issuedAt } = assertion;
  const { now, skew } = expected;
  if (issuer !== expected.issuer) refuse('issuer', `is of "${shown(issuer)}" instead of "${expected.issuer}"`);
  if (issuedAt > now + skew) refuse('time', 'was made in the future');
  assertCounts('The assertion', conditions, expected);
  assertAudience(conditions.audiences, expected.audience);
  const until = assertConfirmed(assertion.confirmations, expected);
  assertStatements(assertion, expected);
  return Math.max(until + skew - now, 0);
}

function assertAudience(restrictions: readonly (readonly string[])[], audience: string): void {
  if (restrictions.length > 0 && restrictions.every((audiences) => audiences.includes(audience))) return;
  const named = restrictions.flat().map(shown).join(', ') || 'nobody';
  refuse('audience', `is for ${named} instead of ${audience}`);
}

/** The end of the confirmation that is ours. */
function assertConfirmed(confirmations: readonly Confirmation[], expected: ExpectedAssertion): number {
  const { requestId, recipient, now, skew } = expected;
  const answers = confirmations.filter(({ inResponseTo }) => inResponseTo === requestId);
  if (answers.length === 0) refuse('unsolicited', 'has no bearer confirmation that answers the request');
  const ours = answers.filter((each) => each.recipient === recipient);
  if (ours.length === 0)
    refuse('recipient', `is for ${shown(answers[0]?.recipient ?? 'no address')} instead of ${recipient}`);
  const live = ours.flatMap(({ from = 0, until = 0 }) => (isNow({ from, until }, now, skew) ? [until] : []));
  if (live.length === 0) refuse('time', 'is confirmed for another time, or for no time');
  return Math.max(...live);
}

function assertStatements({ statements }: Assertion, expected: ExpectedAssertion): void {
  const { now, skew, renewedSince = 0 } = expected;
  if (statements.length === 0) refuse('malformed', 'says nothing of a sign-in');
  for (const { instant, sessionUntil } of statements) {
    if (instant > now + skew) refuse('time', 'tells of a sign-in in the future');
    if (sessionUntil !== undefined && sessionUntil <= now - skew) refuse('time', 'tells of a session that is over');
    if (instant < renewedSince - skew) refuse('not-renewed', 'tells of a sign-in before the one that was asked for');
  }
}

function assertCounts(what: string, window: Window, { now, skew }: ExpectedAssertion): void {
  if (!isNow(window, now, skew)) refuse('time', `${what} does not count now`);
}

function isNow({ from = Number.NEGATIVE_INFINITY, until = Infinity }: Window, now: number, skew: number): boolean {
  return from <= now + skew && now - skew < until;
}

function shown(text: string): string {
  return text.slice(0, 200);
}

function refuse(problem: ConstructorParameters<typeof SamlRefusal>[0], message: string): never {
  throw new SamlRefusal(problem, message);
}
