import { legible } from '#protocol/legible-text';
import type { KnownPerson } from './session-view.js';
import { readSession, type ReadSession } from './read-session.js';
import { readObject } from './read-value.js';
import { UnusableResult } from './unusable-result.js';

/** Why a script refuses somebody, for log and audit. */
export interface ReadFailure {
  readonly kind: 'failure';
  readonly message: string;
  readonly incorrectPassword: boolean;
  readonly unknownUsername: boolean;
}

/** What a script decided about somebody. */
export type ReadOutcome = { readonly kind: 'success'; readonly session: ReadSession } | ReadFailure;

const LONGEST_MESSAGE = 500;

/**
 * Reads an outcome of the factory, or theOutcome.
 * @param before of the person as the script got them; of `newSuccess()` it is nobody
 * @throws UnusableResult
 */
export function readOutcome(value: unknown, before: KnownPerson = nobody, fhirBase?: string): ReadOutcome {
  const outcome = readObject(value, 'the outcome');
  if (outcome['kind'] === 'success')
    return { kind: 'success', session: readSession(outcome['session'], before, fhirBase) };
  if (outcome['kind'] !== 'failure') throw new UnusableResult(messageOf(outcome['detail']));
  return {
    kind: 'failure',
    message: messageOf(outcome['message']),
    incorrectPassword: outcome['incorrectPassword'] === true,
    unknownUsername: outcome['unknownUsername'] === true,
  };
}

/** What a script decided, with its reason as logs and records may have it. */
export function toldOutcome<Verdict extends { readonly kind: 'success' } | ReadFailure>(
  verdict: Verdict,
  tell: (text: string) => string,
): Verdict {
  return verdict.kind === 'failure' ? { ...verdict, message: tell(verdict.message) } : verdict;
}

/** A refusal stays one whatever its message is. */
function messageOf(message: unknown): string {
  if (message === null || message === undefined || message === '') return 'no reason given';
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return legible(text.slice(0, LONGEST_MESSAGE).toWellFormed());
}

/** Whom `newSuccess()` starts from. */
export const nobody: KnownPerson = {
  nodeId: '',
  moduleId: '',
  username: '',
  familyName: '',
  givenName: '',
  email: '',
  external: false,
  notes: '',
  authorities: [],
  defaultLaunchContexts: [],
};
