import { Inject, Injectable } from '@nestjs/common';
import { seedOnce, wasSeeded } from '#database/seed-record.port';
import { SQL, type Sql } from '#database/sql.port';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { NewClient } from '#protocol/client/new-client';
import { entryPlace } from '#protocol/json/entry-place';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { ClientCommands } from './client-commands.js';
import { ClientPreparation } from './client-preparation.js';
import type { ClientSeeding, SeedClientsReport } from './client-seeding.port.js';

const NOTHING: SeedClientsReport = { seeded: false, created: [], generatedSecrets: [], problems: [] };

/** {@link ClientSeeding}: all clients of a file in one transaction, once per module. */
@Injectable()
export class SeedClients implements ClientSeeding {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    private readonly commands: ClientCommands,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    private readonly preparation: ClientPreparation,
  ) {}

  async seedClients(instance: OutboundSmartInstance, clients: readonly NewClient[]): Promise<SeedClientsReport> {
    const seeding = { moduleId: instance.moduleId, kind: 'clients' } as const;
    if (await wasSeeded(this.sql, seeding)) return NOTHING;
    const problems = await this.namesOfUsers(instance, clients);
    if (problems.length > 0) return { ...NOTHING, problems };
    const prepared = await Promise.all(
      clients.map((client) => this.preparation.prepare(client, instance.options.clients)),
    );
    const created = await seedOnce(this.sql, seeding, (sql) => this.commands.insert(sql, instance, prepared));
    if (created === undefined) return NOTHING;
    const author = { kind: 'server', actor: 'seed_clients.file' } as const;
    await Promise.all(created.map((client) => this.commands.recordCreated(client, author)));
    return {
      ...NOTHING,
      seeded: true,
      created: created.map(({ record }) => record.client.clientId),
      generatedSecrets: created.flatMap(({ generated }) => generated),
    };
  }

  private async namesOfUsers(
    instance: OutboundSmartInstance,
    clients: readonly NewClient[],
  ): Promise<readonly FieldProblem[]> {
    const ids = clients.map(({ clientId }) => clientId);
    const taken = await this.users.usernamesAmong(instance.inboundModuleId, ids);
    return taken.map((id) => ({
      field: entryPlace('clients', ids.indexOf(id), id, 'clientId'),
      problem: `"${id}" is the name of a user of ${instance.inboundModuleId}`,
      remedy: 'Give the client another id.',
    }));
  }
}
