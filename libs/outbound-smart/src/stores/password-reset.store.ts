import type { CodeVerdict, MailedCodeKey } from './mailed-code.js';

/** Whose password it is about, under which security version, and where the code was sent (SHA-256). */
export interface ResetOwner {
  readonly userPid: number;
  readonly securityVersion: number;
  readonly emailHash: string;
}

/** A reset that was asked for; without an owner no code is right. */
export interface NewPasswordReset extends MailedCodeKey {
  readonly codeHash: string;
  readonly owner?: ResetOwner;
  readonly lifetimeSeconds: number;
}

/** Resets of forgotten passwords. Each method is one statement that commits by itself. */
export interface PasswordResetStore {
  add(reset: NewPasswordReset): Promise<void>;
  /** Counts the guess and judges it. A right one gives `lifetimeSeconds` for the new password. */
  guess(key: MailedCodeKey, codeHash: string, lifetimeSeconds: number): Promise<CodeVerdict>;
  /** Whether a code was entered that is right; undefined where not, or where the reset is gone. */
  findProven(key: MailedCodeKey): Promise<ResetOwner | undefined>;
  /** Uses the reset up, once. */
  claim(key: MailedCodeKey): Promise<ResetOwner | undefined>;
}

/** DI token of {@link PasswordResetStore}. */
export const PASSWORD_RESET_STORE = Symbol('PasswordResetStore');
