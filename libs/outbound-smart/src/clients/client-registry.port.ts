import type { ClientDefinition } from '#protocol/client/client';
import type { RegisteredOrigin } from '../stores/client.store.js';

/** Reads client definitions, at most one second stale (ruling 49). */
export interface ClientRegistry {
  /** With the demands of its profile: the enabled, unarchived client of this module with exactly this id; undefined otherwise (RFC6749-1). */
  find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined>;
  /** Undefined unless a client of the module has registered this web origin (X16). */
  findOrigin(moduleId: string, origin: string): Promise<RegisteredOrigin | undefined>;
}

/** DI token of {@link ClientRegistry}. */
export const CLIENT_REGISTRY = Symbol('ClientRegistry');
