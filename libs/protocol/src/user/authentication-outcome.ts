import type { UserSessionDetails } from './user-session.js';

/** Why a password was refused. For the audit record only: the person sees one text for all of them (V-56). */
export type RefusalReason =
  | 'unknown-user'
  | 'wrong-password'
  /** Too long, or none, or none for a name: nobody was looked for. */
  | 'unusable-password'
  | 'disabled'
  | 'no-password'
  /** The password is right, but not enough, and nobody is there to show a code. */
  | 'second-factor'
  /** Of a directory: not in the group that people must be in. */
  | 'not-admitted'
  /** Of another system: an administrator has deleted the account here. */
  | 'deleted'
  /** Of another system: somebody else has the name here. */
  | 'name-taken'
  /** Of another system: it says nothing that can be a name or an id here. */
  | 'unusable-name'
  /** A callback script said so. */
  | 'script';

/** Refusals that do not tell that somebody has the name. */
const OF_NOBODY: ReadonlySet<RefusalReason> = new Set(['unknown-user', 'unusable-password']);

/** What came of checking a user name and a password; every case that the sign-in page has to tell apart. */
export type AuthenticationOutcome =
  | { readonly kind: 'authenticated'; readonly user: UserSessionDetails; readonly method: 'pwd' }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      /** What a callback script said; for the audit record, never for the person (S-09). */
      readonly message?: string;
    }
  /** Too many failures. `until` is absent when only an administrator can lift the lock; `isUnknown`: no account has the name that was tried so often. */
  | { readonly kind: 'locked'; readonly until?: Date; readonly isUnknown?: true }
  /** The hash queue is full; answered with HTTP 429 and not counted as an attempt. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }
  /** Nobody could say, such as without the user store; `cause` is for the log only. */
  | {
      readonly kind: 'unavailable';
      readonly cause: unknown;
      /** It went wrong after the password was found right, and happens to nobody whose password is wrong. */
      readonly afterPassword?: true;
    };

/**
 * Whether somebody is told what is told of a wrong password: one text for every refusal and for a lock, so that nobody learns which accounts exist or are
 * locked (V-55, V-56), and for what goes wrong after a right password alone, so that nobody learns that it is right (S-09).
 */
export function isToldAsRefusal(outcome: Exclude<AuthenticationOutcome, { readonly kind: 'authenticated' }>): boolean {
  return outcome.kind === 'unavailable'
    ? outcome.afterPassword === true
    : outcome.kind === 'refused' || outcome.kind === 'locked';
}

/** A user name for the audit log: that of somebody, or what was typed where nobody may have such a name. */
export type AttemptedName =
  { readonly username: string; readonly typedName?: never } | { readonly typedName: string; readonly username?: never };

/** Longest user name that is kept of an attempt, in characters. */
const LONGEST_NAME = 200;

/** What is to be kept of the name of a failed attempt. What no account is known to have may be a password in the wrong field. */
export function attemptedName(
  typed: string,
  outcome: Exclude<AuthenticationOutcome, { readonly kind: 'authenticated' }>,
): AttemptedName {
  const name = typed.slice(0, LONGEST_NAME);
  return isOfSomebody(outcome) ? { username: name } : { typedName: name };
}

function isOfSomebody(outcome: Exclude<AuthenticationOutcome, { readonly kind: 'authenticated' }>): boolean {
  if (outcome.kind === 'locked') return outcome.isUnknown !== true;
  return outcome.kind === 'refused' && !OF_NOBODY.has(outcome.reason);
}
