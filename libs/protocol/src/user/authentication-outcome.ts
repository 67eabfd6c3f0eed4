import type { UserSessionDetails } from './user-session.js';

/** Why a password was refused. For the audit record only: the person sees one text for all of them (V-56). */
export type RefusalReason =
  | 'unknown-user'
  | 'wrong-password'
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

/** What came of checking a user name and a password; every case that the sign-in page has to tell apart. */
export type AuthenticationOutcome =
  | { readonly kind: 'authenticated'; readonly user: UserSessionDetails; readonly method: 'pwd' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** Too many failures. `until` is absent when only an administrator can lift the lock. */
  | { readonly kind: 'locked'; readonly until?: Date }
  /** The hash queue is full; answered with HTTP 429 and not counted as an attempt. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }
  /** The user store could not be asked; `cause` is for the log only. */
  | { readonly kind: 'unavailable'; readonly cause: unknown };
