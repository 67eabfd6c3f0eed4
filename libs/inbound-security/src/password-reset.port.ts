import type { NewPasswordFault } from './own-password.port.js';

/** Somebody who may have a new password by mail. */
export interface ResettableAccount {
  readonly pid: number;
  readonly username: string;
  readonly email: string;
  /** What was granted before stands under it; a reset is good for this one alone. */
  readonly securityVersion: number;
}

/** Whose address is somebody else's name. */
export interface OwnerBeside {
  readonly email: string;
  /** Undefined where several accounts have the address. */
  readonly username?: string;
}

/** Whom a user name or a mail address means, for a new password. */
export type ResettableLookup =
  | {
      readonly kind: 'found';
      readonly account: ResettableAccount;
      /** They signed in before in the browser that asks (ruling 44). */
      readonly isKnownDevice?: boolean;
      /** The name is the address of others: they get no code, but word. */
      readonly beside?: OwnerBeside;
    }
  /** Several accounts have the address: their owner has to say which. */
  | { readonly kind: 'ambiguous'; readonly email: string }
  | { readonly kind: 'none'; readonly reason: 'unknown-user' | 'external' | 'shut' | 'no-address' };

/** A new password for somebody who showed that their mail reaches them. */
export interface PasswordReset {
  readonly moduleId: string;
  readonly pid: number;
  readonly securityVersion: number;
  /** SHA-256 of the address that the code was sent to; the account must still have it. */
  readonly emailHash: string;
  readonly newPassword: string;
  /** Address of the peer as the listener's proxy rules see it. */
  readonly remoteAddress: string;
}

/** What came of it. */
export type PasswordResetOutcome =
  | { readonly kind: 'changed'; readonly account: ResettableAccount }
  /** The account was changed or shut since: another reset has to be asked for. */
  | { readonly kind: 'gone' };

/**
 * New passwords for people of local inbound modules who forgot theirs. Nobody whom an administrator locked or disabled gets one, nor whoever is known
 * by another system, nor an account without a person or without an address.
 */
export interface PasswordResets {
  /** Whether people of the module have passwords here. */
  offers(moduleId: string): boolean;
  /** Takes the same whatever there is (V-56). @param typed user name, in any spelling that signs in, or mail address in any case @param deviceCookie of the browser */
  find(moduleId: string, typed: string, deviceCookie?: string): Promise<ResettableLookup>;
  /** What is wrong with the password for this account; undefined where nothing is. */
  fault(moduleId: string, pid: number, newPassword: string): Promise<NewPasswordFault | undefined>;
  /**
   * Changes the password as an administrator would: sessions, known devices and what apps hold end, and so does a temporary lock (V-55). Whoever calls has
   * claimed the proof before.
   */
  reset(reset: PasswordReset): Promise<PasswordResetOutcome>;
}

/** DI token of {@link PasswordResets}. */
export const PASSWORD_RESETS = Symbol('PasswordResets');
