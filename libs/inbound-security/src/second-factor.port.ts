import type { SecondFactorStep } from '#protocol/second-factor/second-factor';
import type { Authority } from '#protocol/user/authority';
import type { DirectoryUser } from './user-directory.port.js';

/** By which of a person's codes they proved themselves. */
export type CodeKind = 'totp' | 'recovery-code';

/** What came of a code. The person sees one text for everything but `proved`; the difference is for the audit record. */
export type CodeOutcome =
  | { readonly kind: 'proved'; readonly by: CodeKind }
  | { readonly kind: 'wrong' }
  /** Too many wrong codes: this one was not looked at. */
  | { readonly kind: 'locked'; readonly until?: Date };

/** A key that is being set up, as authenticator apps take it. */
export interface TotpEnrolment {
  /** In Base32 (RFC 4648 §6). */
  readonly key: string;
  /** `otpauth://totp/…`, for the QR code. */
  readonly uri: string;
  readonly issuer: string;
}

/** Where a key is being set up. */
export interface EnrolmentBrowser {
  /** What the browser is known by: nobody else confirms the key. */
  readonly browserHash: string;
  /** The person has shown the key there is at this sign-in. */
  readonly mayReplace: boolean;
}

/** What came of the code that was to confirm a key. */
export type EnrolmentOutcome =
  /** The key counts. The codes are new, and nobody can find them again; the code that confirmed it is used up. */
  | { readonly kind: 'enrolled'; readonly recoveryCodes: readonly string[] }
  | { readonly kind: 'wrong' }
  /** Its time is over, or the person has another key by now. */
  | { readonly kind: 'over' };

/**
 * What people prove besides their password. Whoever calls has the person's account at hand, usable and fresh, and has them prove the first factor
 * before. Everything throws `DatabaseUnavailableError` when it cannot be known.
 */
export interface SecondFactors {
  /** What a person still has to do after a sign-in by these methods (RFC 8176). */
  stepAfter(amr: readonly string[], user: DirectoryUser): SecondFactorStep;

  /** Whether the person must have a second factor, whatever they do here. A service account never must: nobody is there to show a code. */
  isDemandedOf(user: DirectoryUser): boolean;

  /**
   * What somebody may do by what came of a sign-in without a second factor: permissions that need one are left out. The same list where none is.
   */
  authoritiesByOneFactor(user: DirectoryUser): readonly Authority[];

  /** Whether the person may set one up by themselves: with CHANGE_OWN_TFA_KEY, or because they must have one. Never for service accounts. */
  mayEnrol(user: DirectoryUser): boolean;

  /** Whether a program gets in by the person's password, where nobody can be asked for a code (V-54, A-19). */
  isPasswordEnough(user: DirectoryUser): boolean;

  /** How authenticator apps name the module's server. */
  issuerOf(moduleId: string): string;

  /**
   * Checks a code of the authenticator app, or a recovery code. Each counts once, in all processes together (V-57). The attempt is counted and
   * committed before anything is compared (V-59).
   */
  proveByCode(user: DirectoryUser, typed: string): Promise<CodeOutcome>;

  /**
   * A new key for the person's authenticator app, or the one that this browser has been shown already. Without `mayReplace` it never comes into
   * force where there is another key, whatever caches say of it.
   */
  beginTotp(user: DirectoryUser, browser: EnrolmentBrowser): Promise<TotpEnrolment>;

  /** Puts the key into force by a code of it, in place of the one the person had when the enrolment began. */
  confirmTotp(user: DirectoryUser, browserHash: string, typed: string): Promise<EnrolmentOutcome>;

  /** Recovery codes that are left. */
  recoveryCodesLeft(user: DirectoryUser): Promise<number>;

  /** New recovery codes in place of all that there were. */
  renewRecoveryCodes(user: DirectoryUser): Promise<readonly string[]>;

  /** Keeps new codes, sealed, while the person looks at them in the browser session `sid`: for five minutes at most, and as long as they count. */
  showRecoveryCodes(user: DirectoryUser, sid: string, codes: readonly string[]): Promise<void>;

  /** Those that are shown in the session; undefined where there are none, or not any more. */
  shownRecoveryCodes(user: DirectoryUser, sid: string): Promise<readonly string[] | undefined>;

  /** The person has them. */
  hideRecoveryCodes(user: DirectoryUser): Promise<void>;

  /**
   * Takes the authenticator app away, and with the last factor the recovery codes; false when there was none, or it is the last factor of somebody who must
   * have one.
   */
  removeApp(user: DirectoryUser): Promise<boolean>;
}

/** DI token of {@link SecondFactors}. */
export const SECOND_FACTORS = Symbol('SecondFactors');
