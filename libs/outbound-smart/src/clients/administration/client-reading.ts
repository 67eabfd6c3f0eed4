import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import { pageOf, type Page } from '#protocol/administration/page';
import type { ClientDefinition } from '#protocol/client/client';
import { writeCanonicalClientJson, writeClientJson } from '#protocol/client/write-client-json';
import type { Clock } from '#protocol/clock';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../../instances/outbound-instances.js';
import { CLIENT_LIST_STORE, type ClientFilter, type ClientListStore } from '../../stores/client-list.store.js';
import { CLIENT_STORE, type ClientPlace, type ClientStore } from '../../stores/client.store.js';
import type {
  AdministeredClient,
  ClientKey,
  ClientListRequest,
  ExportedClient,
} from '../client-administration.port.js';
import type { ClientCondition } from '../client-condition.port.js';
import { conditionOf } from './client-conditions.js';

/** Clients read at a time by whoever wants all of them. */
const PORTION = 500;
/** Characters of a search term that count. */
const LONGEST_TERM = 200;

/** Shows administrators the clients there are; never a secret or a hash. */
@Injectable()
export class ClientReading {
  constructor(
    @Inject(CLIENT_STORE) private readonly clients: ClientStore,
    @Inject(CLIENT_LIST_STORE) private readonly lists: ClientListStore,
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
  ) {}

  async list(request: ClientListRequest): Promise<Page<AdministeredClient>> {
    const { clients, total } = await this.lists.page(filterOf(request), request);
    return pageOf(
      clients.map((client) => this.view(client)),
      total,
      request,
    );
  }

  async find(key: ClientKey): Promise<AdministeredClient | undefined> {
    const client = await this.stored(key);
    return client && this.view(client);
  }

  /** The definition behind a key. */
  async stored({ nodeId, moduleId, clientId }: ClientKey): Promise<ClientDefinition | undefined> {
    const client = await this.clients.find(moduleId, clientId);
    return client !== undefined && this.nodeOf(client) === nodeId ? client : undefined;
  }

  view(client: ClientDefinition): AdministeredClient {
    const masksDescriptions = this.instances.get(client.moduleId)?.options.clients.masksSecretDescriptions ?? false;
    const shown = { ...client, nodeId: this.nodeOf(client) };
    return { version: client.version, json: writeClientJson(shown, { masksDescriptions }) };
  }

  async *each(): AsyncGenerator<ExportedClient> {
    const portions = portionsOf<ClientDefinition>(
      (last) => this.lists.after(last, PORTION),
      (client) => client,
    );
    for await (const client of portions) {
      const { moduleId, clientId, version } = client;
      yield {
        key: { nodeId: this.nodeOf(client), moduleId, clientId },
        version,
        json: writeCanonicalClientJson(client),
      };
    }
  }

  async *conditions(): AsyncGenerator<ClientCondition> {
    const portions = portionsOf(
      (last) => this.lists.watchedAfter(last, PORTION),
      ({ client }) => client,
    );
    for await (const watched of portions) {
      const condition = conditionOf(watched, this.clock.now());
      if (condition !== undefined) yield condition;
    }
  }

  /** That of its module: the row may say another, which the server had when it was written. */
  private nodeOf({ nodeId, moduleId }: ClientDefinition): string {
    return this.instances.get(moduleId)?.nodeId ?? nodeId;
  }
}

/** Item after item, of which one portion at a time is in memory. */
async function* portionsOf<Item>(
  read: (last: ClientPlace | undefined) => Promise<readonly Item[]>,
  placeOf: (item: Item) => ClientPlace,
): AsyncGenerator<Item> {
  let last: ClientPlace | undefined;
  do {
    const portion = await read(last);
    yield* portion;
    const final = portion.length < PORTION ? undefined : portion.at(-1);
    last = final && placeOf(final);
  } while (last !== undefined);
}

function filterOf({ moduleId, status, searchTerm }: ClientListRequest): ClientFilter {
  const term = searchTerm?.trim().slice(0, LONGEST_TERM) ?? '';
  return {
    ...(moduleId !== undefined && { moduleId }),
    ...(status !== 'ENABLED_AND_DISABLED' && { enabled: status === 'ENABLED' }),
    ...(term !== '' && { term }),
  };
}
