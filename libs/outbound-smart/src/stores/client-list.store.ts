import type { ClientDefinition } from '#protocol/client/client';
import type { Incarnated } from '#protocol/client/incarnation';
import type { PageRequest } from '#protocol/administration/page';
import type { ClientPlace } from './client.store.js';

/** Which clients of the list are wanted. */
export interface ClientFilter {
  readonly moduleId?: string;
  readonly enabled?: boolean;
  /** A part of the id or the name, in any case. */
  readonly term?: string;
}

/** A client with what is known of its use. */
export interface WatchedClient {
  readonly client: ClientDefinition;
  readonly updatedAt: Date;
  readonly watchedSince: Date;
  readonly lastUsedAt?: Date;
  /** Registered redirect URIs that some request has used. */
  readonly usedRedirectUris: readonly string[];
}

/** Clients that are not archived, by module id and client id, byte by byte. Nothing here reads more than one page. */
export interface ClientListStore {
  /** One page, and how many there are on all. */
  page(filter: ClientFilter, page: PageRequest): Promise<{ clients: readonly ClientDefinition[]; total: number }>;
  /** The clients that come after a place; from the first one on without it. */
  after(place: ClientPlace | undefined, most: number): Promise<readonly ClientDefinition[]>;
  /** The same, with what is known of their use. */
  watchedAfter(place: ClientPlace | undefined, most: number): Promise<readonly WatchedClient[]>;
  /** Live grants of a client, counted up to a limit. */
  liveGrants(client: ClientPlace & Incarnated, most: number): Promise<number>;
}

/** DI token of {@link ClientListStore}. */
export const CLIENT_LIST_STORE = Symbol('ClientListStore');
