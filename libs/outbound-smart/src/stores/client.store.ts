import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import type { Sql } from '#database/sql.port';

/** A client to be written, its secrets already hashed. */
export interface ClientRecord {
  readonly client: ClientSettings;
  readonly secrets: readonly SecretRecord[];
}

/** A hashed secret to be written. */
export interface SecretRecord {
  readonly hash: string;
  readonly description: string;
  readonly activation?: Date;
  readonly expiration?: Date;
}

/** A web origin that clients registered. */
export interface RegisteredOrigin {
  /** One of them at least is not `untrusted`. */
  readonly isTrusted: boolean;
}

/** Where client definitions and their secrets live. */
export interface ClientStore {
  /** The definition whatever its state, or undefined; exact spelling. */
  find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined>;
  /** Undefined unless an enabled client registered the origin. */
  findOrigin(moduleId: string, origin: string): Promise<RegisteredOrigin | undefined>;
  /** Inserts; false when the module already has a client of this id. Runs inside the given transaction. */
  insert(sql: Sql, record: ClientRecord): Promise<boolean>;
  /** Replaces all but the secrets and raises the version; false unless the stored client has this version and is not archived. */
  update(sql: Sql, client: ClientSettings, version: number): Promise<boolean>;
  /** Adds a secret beside those there are. */
  addSecret(sql: Sql, client: Pick<ClientSettings, 'moduleId' | 'clientId'>, secret: SecretRecord): Promise<void>;
}

/** DI token of {@link ClientStore}. */
export const CLIENT_STORE = Symbol('ClientStore');
