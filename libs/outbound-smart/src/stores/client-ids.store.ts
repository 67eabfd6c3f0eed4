import type { Sql } from '#database/sql.port';

/** The ids that are taken. */
export interface ClientIds {
  /** Those of the texts that are ids of clients of the modules, whatever the clients' state; exact spelling, each once. In the transaction, if there is one. */
  among(moduleIds: readonly string[], texts: readonly string[], transaction?: Sql): Promise<readonly string[]>;
  /** Whether one of them has an id that differs from the text in case, compatible characters or spaces at most. */
  isAlike(moduleIds: readonly string[], text: string): Promise<boolean>;
}

/** DI token of {@link ClientIds}. */
export const CLIENT_IDS = Symbol('ClientIds');
