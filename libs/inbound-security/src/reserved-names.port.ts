import type { Sql } from '#database/sql.port';

/** Names that no user may have, because another could be taken for them (ruling 49). Who owns those names says so. */
export interface ReservedNames {
  /** Those of the texts that are ids of clients, whatever their state, where users of the inbound module sign in. */
  clientIdsAmong(moduleId: string, texts: readonly string[]): Promise<readonly string[]>;
  /** Whether a name that somebody chose could be taken for the id of a client there: in any case and compatible spelling. */
  isLikeClientId(moduleId: string, username: string): Promise<boolean>;
  /** The same question as {@link clientIdsAmong}, to be asked in the transaction that gives users the names. */
  lastLook(moduleId: string): Promise<LastLook>;
}

/** As {@link ReservedNames.clientIdsAmong} answers; the answer holds until the transaction ends. */
export type LastLook = (sql: Sql, texts: readonly string[]) => Promise<readonly string[]>;

/** DI token of {@link ReservedNames}; provided by the library that owns clients. */
export const RESERVED_NAMES = Symbol('ReservedNames');
