import type { ClientDefinition, ClientSecret, ClientSettings } from '#protocol/client/client';
import type { Sql } from '#database/sql.port';

/** Ids are compared byte by byte. */
export interface ClientPlace {
  readonly moduleId: string;
  readonly clientId: string;
}

/** A client to be written, its secrets already hashed. */
export interface ClientRecord {
  readonly client: ClientSettings;
  readonly secrets: readonly SecretRecord[];
  /** The user who makes it. */
  readonly ownerPid?: number;
}

/** A hashed secret to be written. */
export interface SecretRecord {
  readonly hash: string;
  readonly description: string;
  readonly activation?: Date;
  readonly expiration?: Date;
}

/** What happens to the secrets of a client; those that are not named stay as they are. */
export interface SecretListChange {
  readonly removed: readonly Pick<ClientSecret, 'pid'>[];
  /** Their hashes stay. */
  readonly altered: readonly Omit<ClientSecret, 'hash'>[];
  readonly added: readonly SecretRecord[];
}

/** What takes the place of a stored client. */
export interface ClientReplacement {
  readonly client: ClientSettings;
  /** The stored client must have it still. */
  readonly version: number;
  readonly secrets: SecretListChange;
}

/** A web origin that clients registered. */
export interface RegisteredOrigin {
  /** One of them at least is not `untrusted`. */
  readonly isTrusted: boolean;
}

/** Where client definitions and their secrets live. Archived clients are kept, and found by nothing here. */
export interface ClientStore {
  /** The definition, or undefined; exact spelling. */
  find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined>;
  /** Those of the clients that exist, in any order. */
  findMany(places: readonly ClientPlace[]): Promise<readonly ClientDefinition[]>;
  /** Those of the clients that exist and that the user made, in any order. */
  madeBy(ownerPid: number, places: readonly ClientPlace[]): Promise<readonly ClientPlace[]>;
  /** Undefined unless an enabled client registered the origin. */
  findOrigin(moduleId: string, origin: string): Promise<RegisteredOrigin | undefined>;
  /** Inserts those whose id is free, inside the given transaction, and returns their places in the list. */
  insert(sql: Sql, records: readonly ClientRecord[]): Promise<ReadonlySet<number>>;
  /** Replaces those that have their version and raises it, inside the given transaction; returns their places in the list. */
  replace(sql: Sql, replacements: readonly ClientReplacement[]): Promise<ReadonlySet<number>>;
}

/** DI token of {@link ClientStore}. */
export const CLIENT_STORE = Symbol('ClientStore');
