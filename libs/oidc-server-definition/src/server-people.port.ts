import type { ServerSettings } from '#protocol/server/server';

/** The people whom defined servers vouch for. Who keeps accounts knows them. */
export interface ServerPeople {
  /**
   * How many people and clients have an account here because the issuer vouches for them by a definition of the module, whether there is one now or
   * was one before; slashes at its end make no difference.
   */
  countOf(server: Pick<ServerSettings, 'moduleId' | 'issuer'>): Promise<number>;
}

/** DI token of {@link ServerPeople}. */
export const SERVER_PEOPLE = Symbol('ServerPeople');
