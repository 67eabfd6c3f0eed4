import type { Sql } from '#database/sql.port';

/** What a registration is to keep besides the client's definition. */
export interface NewClientRegistration {
  /** SHA-256 of the registration access token. */
  readonly tokenHash: string;
  /** Somebody answered for the app when it was registered. */
  readonly isKnown: boolean;
  /** The most that the client may give itself; absent = any scope. */
  readonly scopes?: readonly string[];
}

/** What is kept of a client that registered itself. */
export interface StoredClientRegistration extends NewClientRegistration {
  readonly registeredAt: Date;
  /** SHA-256 of the token of before, as long as nobody has used the present one. */
  readonly previousHash?: string;
}

/** Which client a registration belongs to. */
export interface RegisteredClientId {
  readonly moduleId: string;
  readonly clientId: string;
}

/** Which apps count as unused, and how many of them are wanted. */
export interface UnusedLimits {
  readonly moduleId: string;
  readonly days: number;
  readonly most: number;
}

/** Registration access tokens (RFC 7592 §3) of clients that registered themselves. */
export interface ClientRegistrationStore {
  /** Inside the transaction that creates the client. */
  add(sql: Sql, which: RegisteredClientId, registration: NewClientRegistration): Promise<void>;
  /** Undefined for a client that did not register itself, and for one that is not there. */
  find(which: RegisteredClientId): Promise<StoredClientRegistration | undefined>;
  /** Puts another token in place of the present one; false unless the given one is that, or the one of before, which it is from now on. */
  replaceToken(sql: Sql, which: RegisteredClientId, tokenHash: string, newHash: string): Promise<boolean>;
  /** A client of this pid got tokens now; exact to a day. */
  noteUse(clientPid: number): Promise<void>;
  /** Ids of apps that nobody answers for and that neither got tokens nor changed themselves for so many days. */
  unused(limits: UnusedLimits): Promise<readonly string[]>;
  /** The present token has arrived: the one of before counts no more. */
  forgetPrevious(which: RegisteredClientId, tokenHash: string): Promise<void>;
}

/** DI token of {@link ClientRegistrationStore}. */
export const CLIENT_REGISTRATION_STORE = Symbol('ClientRegistrationStore');
