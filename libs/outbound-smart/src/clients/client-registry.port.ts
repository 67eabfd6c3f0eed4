import type { ClientDefinition } from '#protocol/client/client';

/** Reads client definitions, at most one second stale (ruling 49). */
export interface ClientRegistry {
  /** With the demands of its profile: the enabled, unarchived client of this module with exactly this id; undefined otherwise (RFC6749-1). */
  find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined>;
  /** Whether any client of the module has registered this web origin (X16). */
  isRegisteredOrigin(moduleId: string, origin: string): Promise<boolean>;
}

/** DI token of {@link ClientRegistry}. */
export const CLIENT_REGISTRY = Symbol('ClientRegistry');
