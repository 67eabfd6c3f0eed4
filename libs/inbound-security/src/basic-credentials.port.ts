import type { AuthenticationOutcome } from '#protocol/user/authentication-outcome';
import type { DirectoryUser } from './user-directory.port.js';

/** A name and a password as a call brings them along (RFC 7617). */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
  /** Address of the peer as the listener's proxy rules see it. */
  readonly remoteAddress: string;
}

/** What came of them; every refusal is one of an ordinary sign-in (V-54). */
export type CredentialsOutcome =
  | { readonly kind: 'authenticated'; readonly user: DirectoryUser }
  | Exclude<AuthenticationOutcome, { readonly kind: 'authenticated' }>;

/**
 * Checks credentials that come with every call of a program. It is a sign-in with its lockout and its queue, but without a device; what was right
 * is recognised for `authentication_cache_duration` without a hash, as long as the account is as it was.
 */
export interface BasicCredentialsCheck {
  /** Never throws for anything that the caller sent; no such module is `unavailable`. */
  check(moduleId: string, credentials: BasicCredentials): Promise<CredentialsOutcome>;
}

/** DI token of {@link BasicCredentialsCheck}. */
export const BASIC_CREDENTIALS = Symbol('BasicCredentialsCheck');
