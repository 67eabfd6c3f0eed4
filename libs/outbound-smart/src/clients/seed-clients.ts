import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { readClientJson } from '#protocol/client/client-json';
import { clientProblems } from '#protocol/client/client-metadata';
import type { NewClient } from '#protocol/client/new-client';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SEED_RECORD_STORE, type SeedRecordStore } from '../stores/seed-record.store.js';
import { ClientCommands, type PreparedClient } from './client-commands.js';
import type { ClientSeeding, SeedClientsReport, SeedProblem } from './client-seeding.port.js';

interface ReadSeed {
  readonly clients: readonly NewClient[];
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedProblem[];
}

/** {@link ClientSeeding}: all clients of a file in one transaction, once per module. */
@Injectable()
export class SeedClients implements ClientSeeding {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(SEED_RECORD_STORE) private readonly records: SeedRecordStore,
    private readonly commands: ClientCommands,
  ) {}

  async seedClients(
    instance: OutboundSmartInstance,
    seed: unknown,
    mode: 'evaluation' | 'production',
  ): Promise<SeedClientsReport> {
    const { clients, unknownFields, problems } = readSeed(instance, seed, mode);
    const nothing = { seeded: false, created: [], generatedSecrets: [], unknownFields, problems };
    if (problems.length > 0 || (await this.records.has(instance.moduleId, 'clients'))) return nothing;
    const prepared = await Promise.all(clients.map((client) => this.commands.prepare(instance, client)));
    const created = await this.write(instance, prepared);
    if (created === undefined) return nothing;
    await Promise.all(created.map((client) => this.commands.recordCreated(client, 'seed_clients.file')));
    return {
      ...nothing,
      seeded: true,
      created: created.map(({ record }) => record.client.clientId),
      generatedSecrets: created.flatMap(({ generated }) => generated),
    };
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

function readSeed(instance: OutboundSmartInstance, seed: unknown, mode: 'evaluation' | 'production'): ReadSeed {
  const list = (seed as { clients?: unknown } | null)?.clients;
  if (!Array.isArray(list)) {
    const problem = { field: 'clients', problem: 'is missing or no list', remedy: 'Write {"clients": [ … ]}.' };
    return { clients: [], unknownFields: [], problems: [problem] };
  }
  const { nodeId, moduleId } = instance;
  const read = list.map((item, index) => ({ index, ...readClientJson(item, { nodeId, moduleId }) }));
  return {
    clients: read.map(({ client }) => ({ ...client, moduleId })),
    unknownFields: read.flatMap(({ index, unknownFields }) =>
      unknownFields.map((field) => `clients[${index}].${field}`),
    ),
    problems: read.flatMap(({ index, client, problems }) =>
      [...problems, ...clientProblems(client), ...missingSecrets(client, mode), ...foreignModule(client, moduleId)].map(
        (each) => ({
          ...each,
          field: `clients[${index}].${each.field}`,
        }),
      ),
    ),
  };
}

/** In production nobody reads what the launcher prints: every secret must be given. */
function missingSecrets({ clientSecrets }: NewClient, mode: 'evaluation' | 'production'): readonly SeedProblem[] {
  if (mode === 'evaluation' || clientSecrets.every(({ secret }) => secret !== undefined)) return [];
  return [
    {
      field: 'clientSecrets',
      problem: 'has an entry without secret',
      remedy: "Write the secret, for instance as #{env['NAME']}.",
    },
  ];
}

function foreignModule(client: NewClient, moduleId: string): readonly SeedProblem[] {
  if (client.moduleId === moduleId) return [];
  return [
    {
      field: 'moduleId',
      problem: `is "${client.moduleId}", but the file is loaded by ${moduleId}`,
      remedy: 'Leave it out, or load the file by that module.',
    },
  ];
}
