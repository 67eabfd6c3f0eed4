import type { CodeVerdict, MailedCodeKey } from './mailed-code.js';

/** Who wants an account. */
export interface Registrant {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** A registration that began; without a registrant no code is right. */
export interface NewRegistration extends MailedCodeKey {
  readonly codeHash: string;
  readonly registrant?: Registrant;
  readonly lifetimeSeconds: number;
}

/** A registration that was used up. */
export interface ClaimedRegistration {
  /** Its row, as JSON. */
  readonly row: string;
}

/** Registrations under way. Each method is one statement that commits by itself. */
export interface UserRegistrationStore {
  add(registration: NewRegistration): Promise<void>;
  /** Counts the guess and judges it. */
  guess(key: MailedCodeKey, codeHash: string): Promise<CodeVerdict>;
  /** Counts a choice of name and password; undefined without a right code before, or where there were too many choices. */
  choose(key: MailedCodeKey): Promise<Registrant | undefined>;
  /** Whether a code was entered that is right. */
  isProven(key: MailedCodeKey): Promise<boolean>;
  /** Uses the registration up, once; undefined for whoever comes second. */
  claim(key: MailedCodeKey): Promise<ClaimedRegistration | undefined>;
  /** Makes one count again that was claimed and came to nothing, until the same moment and with as many choices left. */
  giveBack(claimed: ClaimedRegistration): Promise<void>;
}

/** DI token of {@link UserRegistrationStore}. */
export const USER_REGISTRATION_STORE = Symbol('UserRegistrationStore');
