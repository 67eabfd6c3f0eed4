import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { RelyingParty } from '#protocol/passkey/relying-party';
import type { SignInAttempt } from './user-authenticator.port.js';
import type { DirectoryUser } from './user-directory.port.js';

/** Where a passkey is asked for: in one browser, by one module, as one relying party. */
export interface PasskeyPlace {
  /** The outbound module. */
  readonly moduleId: string;
  readonly browserHash: string;
  readonly relyingParty: RelyingParty;
}

/** A passkey as its owner sees it. */
export interface Passkey {
  readonly id: string;
  readonly label: string;
  /** Other devices of the person have it, too, or can have it. */
  readonly isSynced: boolean;
  readonly isBackedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt?: Date;
}

/** A new passkey, as the browser answered. */
export interface NewPasskey {
  /** JSON of the answer (WebAuthn Level 3 §5.1, RegistrationResponseJSON). */
  readonly answer: string;
  /** What the person calls it; something suitable where that is empty. */
  readonly label?: string;
  /** The person has shown the factor there is at this sign-in: another one may come beside it (V-33). */
  readonly mayAdd: boolean;
}

/** Why an answer does not count; for the audit record, the person sees one text. */
export type PasskeyFault =
  /** No answer, or none that can be read. */
  | 'passkey-malformed'
  /** The challenge was not ours, not for this place, used already, or too old. */
  | 'passkey-challenge'
  /** Nobody has it here, or somebody else. */
  | 'passkey-unknown'
  /** Of another origin, relying party or key, or without what was demanded. */
  | 'passkey-invalid'
  /** Its counter went back: there may be a copy of it (WebAuthn Level 3 §6.1.1). */
  | 'passkey-counter'
  /** After too many failures it was not looked at. */
  | 'second-factor-locked'
  /** The account is locked, disabled or gone, or its password is not kept here. */
  | 'passkey-account'
  /** The callback script of the module refuses the person. */
  | 'script';

/** What came of a passkey that was to be registered. */
export type PasskeyRegistration =
  | {
      readonly kind: 'registered';
      readonly passkey: Passkey;
      /** New ones where there were none, shown this once. */
      readonly recoveryCodes?: readonly string[];
    }
  | { readonly kind: 'refused'; readonly fault: PasskeyFault }
  /** Somebody has it already, this person or another one. */
  | { readonly kind: 'known' }
  | { readonly kind: 'too-many' };

/** What came of a passkey that was shown. */
export type PasskeyProof =
  { readonly kind: 'proved'; readonly passkey: Passkey } | { readonly kind: 'refused'; readonly fault: PasskeyFault };

/** What came of a sign-in by a passkey alone. */
export type PasskeySignIn =
  | {
      readonly kind: 'authenticated';
      readonly user: DirectoryUser;
      readonly passkey: Passkey;
      /** For `SignInCompletion`: what the callback script said counts when nothing more is asked for. */
      readonly said?: SignInDetails;
      /** Of the record that has what the callback script did. */
      readonly runId?: string;
    }
  /** `user`: whose passkey it was, as far as that is known; for the audit record. */
  | {
      readonly kind: 'refused';
      readonly fault: PasskeyFault;
      readonly user?: DirectoryUser;
      /** What the callback script said; for the audit record. */
      readonly message?: string;
    };

/**
 * Passkeys of people (WebAuthn Level 3), as second factor and as sign-in without a password. Options are JSON texts for the browser
 * (PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON); each has a challenge that counts once, in this place alone.
 * Whoever calls has the person's account at hand, usable and fresh. Everything throws `DatabaseUnavailableError` when it cannot be known.
 */
export interface Passkeys {
  /** Whether the people of a module can have passkeys. */
  areUsed(moduleId: string): boolean;

  /** Whether they can sign in by them alone. */
  areEnoughFor(moduleId: string): boolean;

  registrationOptions(user: DirectoryUser, place: PasskeyPlace): Promise<string>;

  /** The first one that somebody has brings recovery codes, unless there are some. */
  register(user: DirectoryUser, place: PasskeyPlace, passkey: NewPasskey): Promise<PasskeyRegistration>;

  /** What asks for a passkey besides the password; undefined when the person has none that works here. */
  proofOptions(user: DirectoryUser, place: PasskeyPlace): Promise<string | undefined>;

  /** Attempts are counted as those at codes are, before anything is compared (V-59). */
  prove(user: DirectoryUser, place: PasskeyPlace, answer: string): Promise<PasskeyProof>;

  /** What asks for a passkey of whomever: it names nobody and is the same for all (V-56). */
  signInOptions(place: PasskeyPlace): string;

  /**
   * Attempts are not counted: anybody may make them, nobody can guess a passkey, and locks would keep its owner out (V-55).
   * @param moduleId the inbound module whose people may sign in
   * @throws ScriptFailure — the callback script of the module failed
   */
  signIn(
    moduleId: string,
    place: PasskeyPlace,
    answer: string,
    origin: Pick<SignInAttempt, 'remoteAddress' | 'request' | 'flow'>,
  ): Promise<PasskeySignIn>;

  /** Those of a person, the oldest first. */
  list(user: Pick<DirectoryUser, 'pid'>): Promise<readonly Passkey[]>;

  /** False when the person has no such passkey. */
  rename(user: Pick<DirectoryUser, 'pid'>, id: string, label: string): Promise<boolean>;

  /**
   * The passkey that is gone now; with the last factor the recovery codes go, too. Undefined when the person had no such one, or it is the last factor of
   * somebody who must have one.
   */
  remove(user: DirectoryUser, id: string): Promise<Passkey | undefined>;
}

/** DI token of {@link Passkeys}. */
export const PASSKEYS = Symbol('Passkeys');
