import type { AuthenticationOutcome } from '#protocol/user/authentication-outcome';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { RequestFacts } from '#protocol/user/request-facts';
import type { DirectoryUser } from './user-directory.port.js';

/** One try at signing in with a user name and password. */
export interface SignInAttempt {
  readonly username: string;
  readonly password: string;
  /** Address of the peer as the listener's proxy rules see it. */
  readonly remoteAddress: string;
  /** The request, for callback scripts, where it is known. */
  readonly request?: RequestFacts;
  /** What the sign-in is for, so that the records of scripts are found beside it. */
  readonly flow?: { readonly flowId?: string; readonly clientId?: string };
  /** Value of the device cookie the browser sent, if any. */
  readonly deviceCookie?: string;
  /** A program brings the password along with its calls and keeps no cookie: it is known by the network it called from before. */
  readonly fromProgram?: boolean;
}

/**
 * How long the device cookie is to be kept: half a year. It is HttpOnly, SameSite=Lax and, over https, Secure with a `__Host-` name.
 * All it does is exempt a device from a lock that somebody else caused (ruling 44); it signs nobody in.
 */
export const DEVICE_COOKIE_SECONDS = 180 * 86_400;

/** What came of it. */
export type SignInOutcome = (
  | Exclude<AuthenticationOutcome, { readonly kind: 'authenticated' }>
  /** With the account as it was when its password was found right, and what this sign-in says of the person. */
  | {
      readonly kind: 'authenticated';
      readonly user: DirectoryUser;
      readonly method: 'pwd';
      /** For {@link SignInCompletion}: what it says counts when nothing more is asked for. Absent: nothing is said. */
      readonly said?: SignInDetails;
    }
) & {
  /** The value the browser must keep from now on; only after success, and never for a program. */
  readonly deviceCookie?: string;
  /** Of the record that has what a script did which agreed or refused; absent where none was asked, or it left no record. */
  readonly runId?: string;
};

/**
 * Checks passwords for one inbound module instance. Never throws for anything the person typed: every result is an outcome.
 * The person must see the same page for `refused` and `locked` (V-55, V-56); the difference is for the audit record, which the caller
 * writes because it knows the flow and the client. `busy` is HTTP 429, `unavailable` HTTP 503, unless it is told as a refusal (`isToldAsRefusal`).
 */
export interface UserAuthenticator {
  authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome>;
}

/** DI token of {@link UserAuthenticator}. */
export const USER_AUTHENTICATOR = Symbol('UserAuthenticator');
