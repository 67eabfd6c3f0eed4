/** The ids that are taken. */
export interface ClientIds {
  /** Those of the texts that are ids of clients of the module, whatever the clients' state; exact spelling. */
  among(moduleId: string, texts: readonly string[]): Promise<readonly string[]>;
}

/** DI token of {@link ClientIds}. */
export const CLIENT_IDS = Symbol('ClientIds');
