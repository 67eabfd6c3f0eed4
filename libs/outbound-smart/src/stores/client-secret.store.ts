import type { Sql } from '#database/sql.port';
import type { ClientSecret } from '#protocol/client/client';

/** A secret that takes the place of the others of its client. */
export interface SecretReplacement {
  readonly clientPid: number;
  /** The secret that the client proved itself with. */
  readonly presentedPid: number;
  /** Of the new secret. */
  readonly hash: string;
  readonly description: string;
  /** How long the others are accepted as well; 0 = not at all. */
  readonly graceMinutes: number;
}

/** What became of a replacement. */
export type SecretReplaced =
  | {
      readonly kind: 'replaced';
      /** From when on none of the others is accepted. */
      readonly previousEnd: Date;
      /** Of the client. */
      readonly version: number;
    }
  /** The client is gone, disabled, or may not change its secret. */
  | { readonly kind: 'forbidden' }
  /** The presented secret has ended or was replaced by an earlier change. */
  | { readonly kind: 'outdated' }
  /** So many secrets are live that no further one may overlap with them. */
  | { readonly kind: 'too-many' };

/** A secret was used so many seconds ago. */
export interface SecretUse {
  readonly pid: number;
  readonly secondsAgo: number;
}

/** Where the secrets of clients change. */
export interface ClientSecretStore {
  /**
   * Adds a secret that is good at once and without end. Every other live one ends after the grace, or when it would have ended anyway. Runs
   * inside the given transaction, one after the other for each client (G-07); nothing is changed unless the outcome is `replaced`.
   */
  replace(sql: Sql, replacement: SecretReplacement): Promise<SecretReplaced>;
  /** Removes secrets that nobody can use. */
  remove(sql: Sql, secrets: readonly Pick<ClientSecret, 'pid'>[]): Promise<void>;
  /** Notes when secrets were last used. */
  noteUses(uses: readonly SecretUse[]): Promise<void>;
}

/** DI token of {@link ClientSecretStore}. */
export const CLIENT_SECRET_STORE = Symbol('ClientSecretStore');
