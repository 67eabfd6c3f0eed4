/** The people whom defined servers vouch for. Who keeps accounts knows them. */
export interface ServerPeople {
  /** Whether anybody, a person or a client, has an account here by the definition with this pid. */
  areKnownBy(pid: number): Promise<boolean>;
}

/** DI token of {@link ServerPeople}. */
export const SERVER_PEOPLE = Symbol('ServerPeople');
