/** A reset, and the browser that asked for it. */
export interface PasswordResetKey {
  readonly moduleId: string;
  readonly handleHash: string;
  readonly browserHash: string;
}

/** Whose password it is about, under which security version, and where the code was sent (SHA-256). */
export interface ResetOwner {
  readonly userPid: number;
  readonly securityVersion: number;
  readonly emailHash: string;
}

/** A reset that was asked for; without an owner no code is right. */
export interface NewPasswordReset extends PasswordResetKey {
  readonly codeHash: string;
  readonly owner?: ResetOwner;
  readonly lifetimeSeconds: number;
}

/** Resets of forgotten passwords. Each method is one statement that commits by itself. */
export interface PasswordResetStore {
  add(reset: NewPasswordReset): Promise<void>;
  /** Counts the guess and judges it; `over`: no guess is left, or the reset is gone. A right one gives `lifetimeSeconds` for the new password. */
  guess(key: PasswordResetKey, codeHash: string, lifetimeSeconds: number): Promise<'right' | 'wrong' | 'over'>;
  /** Whether a code was entered that is right; undefined where not, or where the reset is gone. */
  findProven(key: PasswordResetKey): Promise<ResetOwner | undefined>;
  /** Uses the reset up, once. */
  claim(key: PasswordResetKey): Promise<ResetOwner | undefined>;
}

/** DI token of {@link PasswordResetStore}. */
export const PASSWORD_RESET_STORE = Symbol('PasswordResetStore');
