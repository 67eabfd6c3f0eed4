import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import type { ClientDefinition } from '#protocol/client/client';
import { underProfile } from '#protocol/client/high-assurance';
import { RequestQueue } from '../admission/request-queue.js';
import { CLIENT_STORE, type ClientStore } from '../stores/client.store.js';
import type { ClientRegistry } from './client-registry.port.js';

/** Definitions kept per process; beyond it the entry that was longest not asked for makes room. */
const CAPACITY = 5_000;
/** Reads under way; a crowd that asks for the same client before it is cached finds it there when its turn comes. */
const READS = { atOnce: 4, waiting: 1_000 };

/** Longest client id that can be registered, and longest origin a browser can have; nobody is asked about more. */
const LONGEST = { clientId: 200, origin: 300 };

interface Entry<T> {
  readonly version: string;
  readonly value: T;
}

/** Topic of the change feed that every change of a module's clients announces. */
export function clientsTopic(moduleId: string): string {
  return `clients:${moduleId}`;
}

/**
 * {@link ClientRegistry} with a bounded cache. An entry counts only while the change feed confirms the version it was
 * read under; without confirmation every look-up reads the database (ruling 49). Only what exists is kept: names that
 * strangers make up must neither fill the memory nor push real clients out (V-88).
 */
@Injectable()
export class CachedClientRegistry implements ClientRegistry {
  private readonly clients = new Map<string, Entry<ClientDefinition>>();
  private readonly origins = new Map<string, Entry<true>>();
  private readonly reads = new RequestQueue(READS);

  constructor(
    @Inject(CLIENT_STORE) private readonly store: ClientStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
  ) {}

  async find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined> {
    if (clientId.length > LONGEST.clientId) return undefined;
    const client = await this.cached(this.clients, moduleId, clientId, async () => {
      const stored = await this.store.find(moduleId, clientId);
      return stored && underProfile(stored);
    });
    return client?.enabled === true && client.archivedAt === undefined ? client : undefined;
  }

  async isRegisteredOrigin(moduleId: string, origin: string): Promise<boolean> {
    if (origin.length > LONGEST.origin) return false;
    const known = await this.cached(this.origins, moduleId, origin, async () =>
      (await this.store.hasOrigin(moduleId, origin)) ? true : undefined,
    );
    return known === true;
  }

  private async cached<T>(
    cache: Map<string, Entry<T>>,
    moduleId: string,
    key: string,
    read: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const cacheKey = `${moduleId}\n${key}`;
    const entry = this.current(cache, moduleId, cacheKey);
    if (entry !== undefined) return entry.value;
    return this.reads.run(async () => {
      const filled = this.current(cache, moduleId, cacheKey);
      if (filled !== undefined) return filled.value;
      const version = this.feed.versionOf(clientsTopic(moduleId));
      const value = await read();
      // The version was taken before the read: a change in between leaves an entry that no longer matches.
      if (version !== undefined && value !== undefined) remember(cache, cacheKey, { version, value });
      return value;
    });
  }

  /** The entry, if what it was read under still stands. */
  private current<T>(cache: Map<string, Entry<T>>, moduleId: string, cacheKey: string): Entry<T> | undefined {
    const entry = cache.get(cacheKey);
    if (entry === undefined || entry.version !== this.feed.versionOf(clientsTopic(moduleId))) return undefined;
    remember(cache, cacheKey, entry);
    return entry;
  }
}

function remember<T>(cache: Map<string, Entry<T>>, key: string, entry: Entry<T>): void {
  cache.delete(key);
  if (cache.size >= CAPACITY) cache.delete(cache.keys().next().value ?? key);
  cache.set(key, entry);
}
