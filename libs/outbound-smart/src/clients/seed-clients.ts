import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { NewClient } from '#protocol/client/new-client';
import { entryPlace } from '#protocol/json/entry-place';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SEED_RECORD_STORE, type SeedRecordStore } from '../stores/seed-record.store.js';
import { ClientCommands } from './client-commands.js';
import { ClientIdentities } from './client-identities.js';
import { ClientPreparation, type PreparedClient } from './client-preparation.js';
import type { ClientSeeding, SeedClientsReport, SeedProblem } from './client-seeding.port.js';

const NOTHING: SeedClientsReport = { seeded: false, created: [], generatedSecrets: [], problems: [] };

/** {@link ClientSeeding}: all clients of a file in one transaction, once per module. */
@Injectable()
export class SeedClients implements ClientSeeding {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(SEED_RECORD_STORE) private readonly records: SeedRecordStore,
    private readonly commands: ClientCommands,
    private readonly identities: ClientIdentities,
    private readonly preparation: ClientPreparation,
  ) {}

  async seedClients(instance: OutboundSmartInstance, clients: readonly NewClient[]): Promise<SeedClientsReport> {
    if (await this.records.has(instance.moduleId, 'clients')) return NOTHING;
    const problems = await this.namesOfUsers(instance, clients);
    if (problems.length > 0) return { ...NOTHING, problems };
    const prepared = await Promise.all(
      clients.map((client) => this.preparation.prepare(client, instance.options.clients)),
    );
    const created = await this.write(instance, prepared);
    if (created === undefined) return NOTHING;
    const author = { actor: 'seed_clients.file' };
    await Promise.all(created.map((client) => this.commands.recordCreated(client, author)));
    return {
      ...NOTHING,
      seeded: true,
      created: created.map(({ record }) => record.client.clientId),
      generatedSecrets: created.flatMap(({ generated }) => generated),
    };
  }

  clientIdsAmong(moduleId: string, names: readonly string[]): Promise<readonly string[]> {
    return this.identities.clientIdsAmong(moduleId, names);
  }

  private async namesOfUsers(
    instance: OutboundSmartInstance,
    clients: readonly NewClient[],
  ): Promise<readonly SeedProblem[]> {
    const ids = clients.map(({ clientId }) => clientId);
    const taken = await this.identities.usernamesAmong(instance, ids);
    return taken.map((id) => ({
      field: entryPlace('clients', ids.indexOf(id), id, 'clientId'),
      problem: `"${id}" is the name of a user of ${instance.inboundModuleId}`,
      remedy: 'Give the client another id.',
    }));
  }

  /** Undefined when another process seeded meanwhile. */
  private async write(
    instance: OutboundSmartInstance,
    prepared: readonly PreparedClient[],
  ): Promise<readonly PreparedClient[] | undefined> {
    return this.sql.transaction(async (sql) => {
      if (!(await this.records.claim(sql, instance.moduleId, 'clients'))) return undefined;
      const created: PreparedClient[] = [];
      for (const client of prepared) if (await this.commands.insert(sql, client)) created.push(client);
      return created;
    });
  }
}
