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
}

/** Which client a registration belongs to. */
export interface RegisteredClientId {
  readonly moduleId: string;
  readonly clientId: string;
}

/** Registration access tokens (RFC 7592 §3): one for each client that registered itself. */
export interface ClientRegistrationStore {
  /** Inside the transaction that creates the client. */
  add(sql: Sql, which: RegisteredClientId, registration: NewClientRegistration): Promise<void>;
  /** Undefined for a client that did not register itself, and for one that is not there. */
  find(which: RegisteredClientId): Promise<StoredClientRegistration | undefined>;
  /** Claims the token and puts another in its place; false unless it is still the one that counts. */
  replaceToken(sql: Sql, which: RegisteredClientId, tokenHash: string, newHash: string): Promise<boolean>;
}

/** DI token of {@link ClientRegistrationStore}. */
export const CLIENT_REGISTRATION_STORE = Symbol('ClientRegistrationStore');
