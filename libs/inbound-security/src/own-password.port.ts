import type { AuthenticationOutcome } from '#protocol/user/authentication-outcome';
import type { PasswordWeakness } from '#protocol/user/password-weakness';

/** A person who is signed in and wants another password. */
export interface OwnPasswordChange {
  readonly moduleId: string;
  readonly pid: number;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Address of the peer as the listener's proxy rules see it. */
  readonly remoteAddress: string;
  /** Value of the device cookie the browser sent, if any. */
  readonly deviceCookie?: string;
}

/** Somebody who is signed in and shows their password again. */
export type OwnPasswordProof = Omit<OwnPasswordChange, 'newPassword'>;

/** Why a password cannot be the new one. */
export type NewPasswordFault =
  | PasswordWeakness
  /** No character, or too many. */
  | 'length'
  /** Not as `password_pattern` says. */
  | 'pattern'
  /** `password_pattern` took too long; whoever keeps the server is told. */
  | 'unchecked'
  /** The one they have. */
  | 'same';

/** What came of it. A refusal of the current password is one of an ordinary sign-in, and counts as one (V-54). */
export type OwnPasswordOutcome =
  | {
      readonly kind: 'changed';
      readonly username: string;
      /** The value the browser must keep from now on. */
      readonly deviceCookie: string;
    }
  | { readonly kind: 'unsuitable'; readonly fault: NewPasswordFault }
  /** They may not: no permission, no password here, or the account was shut meanwhile. */
  | { readonly kind: 'forbidden' }
  | Exclude<AuthenticationOutcome, { readonly kind: 'authenticated' }>;

/** What came of a password that was shown again; after success the browser must keep the value from then on. */
export type OwnPasswordProofOutcome =
  | { readonly kind: 'proved'; readonly deviceCookie?: string }
  | { readonly kind: 'forbidden' }
  | Exclude<AuthenticationOutcome, { readonly kind: 'authenticated' }>;

/** What a new password has to be, for the person who chooses it. */
export interface PasswordRules {
  /** The least number of characters, where `password_pattern` ends with it. */
  readonly leastCharacters?: number;
  /** `password_pattern` asks for more than that, and `message` does not say what. */
  readonly isUntold?: true;
  /** What `password_mismatch_pattern_error` says, where it was set. */
  readonly message?: string;
}

/** People of local inbound modules who change their own password. */
export interface OwnPasswords {
  /** Whether the person has a password here and the permission CHANGE_OWN_PASSWORD. */
  mayChange(moduleId: string, pid: number): Promise<boolean>;
  rules(moduleId: string): PasswordRules;
  /** Whether the person has a password here, which they can be asked for. */
  isKept(moduleId: string, pid: number): Promise<boolean>;
  /** Judges the password as a sign-in would, which it counts as (V-54); `forbidden` where there is none here. */
  prove(proof: OwnPasswordProof): Promise<OwnPasswordProofOutcome>;
  /**
   * Changes the password as an administrator would: browser sessions, known devices and everything that apps hold for the person end, on all nodes within a
   * second. The new password is looked at first, so that an unsuitable one costs no guess.
   * @throws DatabaseUnavailableError
   */
  change(change: OwnPasswordChange): Promise<OwnPasswordOutcome>;
}

/** DI token of {@link OwnPasswords}. */
export const OWN_PASSWORDS = Symbol('OwnPasswords');
