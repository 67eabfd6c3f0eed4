import type { SignInDetails } from '#protocol/user/sign-in-details';

/** A sign-in of which a part is proved. */
export interface UnfinishedSignIn {
  readonly userPid: number;
  readonly username: string;
  /** Of the account when the first part was proved: another one by now, and the sign-in is over. */
  readonly securityVersion: number;
  /** What is proved so far (RFC 8176). */
  readonly amr: readonly string[];
  /** What the sign-in says of the person: it counts when it is complete. */
  readonly said?: SignInDetails;
  /** For the audit record: who vouches for the person. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Hash of the cookie that the browser had before, under which it may have a session. */
  readonly setAside?: string;
  /** When the first part was proved, where that was before this sign-in. */
  readonly authTime?: Date;
}

/** Where a sign-in goes on: in one browser alone. */
export interface SignInPlace {
  readonly moduleId: string;
  /** SHA-256 of the random part of the browser's cookie. */
  readonly browserHash: string;
}

/** Sign-ins that wait for a second factor. What stands for one is the browser's cookie, which is stored as its SHA-256 and is another one afterwards. */
export interface UnfinishedSignInStore {
  /** Keeps the one that the browser has, so that attempts go on being counted. */
  begin(place: SignInPlace, signIn: UnfinishedSignIn, lifetimeSeconds: number): Promise<void>;
  /** The one whose time is not over. */
  find(place: SignInPlace): Promise<UnfinishedSignIn | undefined>;
  /** Counts an attempt before it is looked at, and says how many there were; undefined when there is none, or no attempt is left (V-59). */
  countAttempt(place: SignInPlace, most: number): Promise<number | undefined>;
  /** Ends it: given to exactly one caller, ever, and to none when its time is over. */
  take(place: SignInPlace): Promise<UnfinishedSignIn | undefined>;
}

/** DI token of {@link UnfinishedSignInStore}. */
export const UNFINISHED_SIGN_IN_STORE = Symbol('UnfinishedSignInStore');
