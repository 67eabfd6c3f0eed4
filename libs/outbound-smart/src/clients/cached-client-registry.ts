import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import type { ClientDefinition } from '#protocol/client/client';
import { underProfile } from '#protocol/client/high-assurance';
import { CLIENT_STORE, type ClientStore, type RegisteredOrigin } from '../stores/client.store.js';
import type { ClientRegistry } from './client-registry.port.js';
import { clientsTopic, originsTopic } from './client-topics.js';
import { VersionedCache } from './versioned-cache.js';

/** Reads under way and waiting. Anybody can ask for origins without end, so that they have a queue of their own, and a narrow one. */
const READS = { clients: { atOnce: 4, waiting: 1_000 }, origins: { atOnce: 1, waiting: 200 } };

/** Longest client id that can be registered, and longest origin a browser can have; nobody is asked about more. */
const LONGEST = { clientId: 200, origin: 300 };

/** {@link ClientRegistry} with bounded caches, which the change feed keeps true. */
@Injectable()
export class CachedClientRegistry implements ClientRegistry {
  private readonly clients: VersionedCache<ClientDefinition>;
  private readonly origins: VersionedCache<RegisteredOrigin>;

  constructor(
    @Inject(CLIENT_STORE) private readonly store: ClientStore,
    @Inject(CHANGE_FEED) feed: ChangeFeed,
  ) {
    this.clients = new VersionedCache(feed, READS.clients);
    this.origins = new VersionedCache(feed, READS.origins);
  }

  async find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined> {
    if (clientId.length > LONGEST.clientId) return undefined;
    const client = await this.clients.get(clientsTopic(moduleId), clientId, async () => {
      const stored = await this.store.find(moduleId, clientId);
      return stored && underProfile(stored);
    });
    return client?.enabled === true ? client : undefined;
  }

  async findOrigin(moduleId: string, origin: string): Promise<RegisteredOrigin | undefined> {
    if (origin.length > LONGEST.origin) return undefined;
    return this.origins.get(originsTopic(moduleId), origin, () => this.store.findOrigin(moduleId, origin));
  }
}
