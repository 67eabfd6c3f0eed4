import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import { LARGEST_BATCH } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ClientDefinition } from '#protocol/client/client';
import { clientProblems } from '#protocol/client/client-metadata';
import type { NewClient } from '#protocol/client/new-client';
import { CLOCK, type Clock } from '#protocol/clock';
import type { FieldProblem } from '#protocol/json/json-fields';
import { ClientRecords } from './client-records.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { CLIENT_STORE, type ClientStore } from '../stores/client.store.js';
import { changedFields, settingsOf, type Alongside, type ClientUpdate, type ClientVersion } from './client-change.js';
import { announceClients } from './client-topics.js';
import { ClientPreparation, type GeneratedSecret, type PreparedClient } from './client-preparation.js';

/** What became of a new client. */
export type ClientCreation =
  | { readonly kind: 'created'; readonly client: ClientDefinition; readonly generated: readonly GeneratedSecret[] }
  | Extract<ChangeRefusal, { kind: 'refused' }>;

/** What became of a change; `fields` are the names of what is different now. */
export type ClientChange =
  { readonly kind: 'changed'; readonly fields: readonly string[]; readonly version: number } | ChangeRefusal;

const nothing: Alongside = () => Promise.resolve();

/**
 * Changes to clients, for seeding, registration, console, JSON API and CLI alike (ruling 52): checked, written, told to all nodes in one
 * transaction, then put on record.
 */
@Injectable()
export class ClientCommands {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(CLIENT_STORE) private readonly store: ClientStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    private readonly preparation: ClientPreparation,
    private readonly records: ClientRecords,
  ) {}

  /** Creates a client; a secret that came without text is generated and returned this once. */
  async create(
    instance: OutboundSmartInstance,
    client: NewClient,
    author: ChangeAuthor,
    alongside = nothing,
  ): Promise<ClientCreation> {
    const problems = [...clientProblems(client), ...(await this.nameProblems(instance, client.clientId))];
    if (problems.length > 0) return { kind: 'refused', problems };
    const prepared = await this.preparation.prepare(client, instance.options.clients);
    const inserted = await this.sql.transaction(async (sql) => {
      if ((await this.insert(sql, instance, [prepared])).length === 0) return false;
      await alongside(sql);
      return true;
    });
    if (!inserted)
      return {
        kind: 'refused',
        problems: [idProblem(client.clientId, 'is the id of another client, or the name of a user')],
      };
    await this.recordCreated(prepared, author);
    return { kind: 'created', client: await this.stored(client), generated: prepared.generated };
  }

  /** Writes prepared clients of a module inside the caller's transaction and tells all nodes; returns those whose id was free. */
  async insert(
    sql: Sql,
    instance: OutboundSmartInstance,
    prepared: readonly PreparedClient[],
  ): Promise<readonly PreparedClient[]> {
    const inserted: PreparedClient[] = [];
    for (let start = 0; start < prepared.length; start += LARGEST_BATCH) {
      const batch = await this.notUsers(sql, instance, prepared.slice(start, start + LARGEST_BATCH));
      const records = batch.map(({ record }) => record);
      const places = await this.store.insert(sql, records);
      inserted.push(...batch.filter((_, place) => places.has(place)));
    }
    const [first] = inserted;
    const transitions = inserted.map(({ record }) => ({ after: record.client }));
    if (first !== undefined) await announceClients(this.feed, sql, first.record.client.moduleId, transitions);
    return inserted;
  }

  /** The audit record of a created client; after the commit, so that it never tells of what was rolled back. */
  recordCreated({ record }: PreparedClient, author: ChangeAuthor): Promise<void> {
    return this.records.record(record.client, author, { change: 'created' });
  }

  /** Replaces the whole definition. The secrets there are stay; they have commands of their own. */
  async update(update: ClientUpdate, author: ChangeAuthor, alongside = nothing): Promise<ClientChange> {
    const { settings, version, newSecret } = update;
    const before = await this.store.find(settings.moduleId, settings.clientId);
    if (before === undefined) return { kind: 'unknown' };
    const problems = clientProblems({ ...settings, clientSecrets: before.clientSecrets });
    if (problems.length > 0) return { kind: 'refused', problems };
    const isReplaced = await this.replace(before, { ...update, settings: settingsOf(settings) }, alongside);
    if (!isReplaced) return { kind: 'stale' };
    const fields = [...changedFields(before, settings), ...(newSecret ? ['clientSecrets'] : [])];
    await this.records.record(settings, author, { change: 'updated', fields, version: version + 1 });
    return { kind: 'changed', fields, version: version + 1 };
  }

  /** Deletes a client softly: no endpoint finds it any more, so nothing that was issued to it counts. */
  async archive(which: ClientVersion, author: ChangeAuthor, alongside = nothing): Promise<ClientChange> {
    const before = await this.store.find(which.moduleId, which.clientId);
    if (before === undefined) return { kind: 'unknown' };
    const settings = { ...settingsOf(before), archivedAt: this.clock.now() };
    if (!(await this.replace(before, { settings, version: which.version }, alongside))) return { kind: 'stale' };
    await this.records.record(settings, author, { change: 'archived', version: which.version + 1 });
    return { kind: 'changed', fields: ['archivedAt'], version: which.version + 1 };
  }

  /**
   * When it is done, no request to this process finds the client as it was.
   * @param before read after whoever wants the change read its version: what has that version still is what was read here
   */
  private async replace(
    before: ClientDefinition,
    { settings, version, newSecret }: ClientUpdate,
    alongside: Alongside,
  ): Promise<boolean> {
    const isReplaced = await this.sql.transaction(async (sql) => {
      const secrets = { removed: [], altered: [], added: newSecret ? [newSecret] : [] };
      if ((await this.store.replace(sql, [{ client: settings, version, secrets }])).size === 0) return false;
      await announceClients(this.feed, sql, settings.moduleId, [{ before, after: settings }]);
      await alongside(sql);
      return true;
    });
    if (isReplaced) await this.feed.caughtUp();
    return isReplaced;
  }

  private async nameProblems(instance: OutboundSmartInstance, clientId: string): Promise<readonly FieldProblem[]> {
    const taken = await this.users.usernamesAmong(instance.inboundModuleId, [clientId]);
    return taken.map((id) => idProblem(id, `is the name of a user of ${instance.inboundModuleId}`));
  }

  /** Those whose id did not become the name of a user meanwhile (ruling 49). */
  private async notUsers(sql: Sql, { inboundModuleId }: OutboundSmartInstance, prepared: readonly PreparedClient[]) {
    const ids = prepared.map(({ record }) => record.client.clientId);
    const taken = new Set(await this.users.usernamesAmong(inboundModuleId, ids, sql));
    return prepared.filter(({ record }) => !taken.has(record.client.clientId));
  }

  private async stored({ moduleId, clientId }: NewClient): Promise<ClientDefinition> {
    const client = await this.store.find(moduleId, clientId);
    if (client === undefined) throw new Error(`The client ${clientId} is gone right after it was created.`);
    return client;
  }
}

function idProblem(clientId: string, problem: string): FieldProblem {
  return { field: 'clientId', problem: `"${clientId}" ${problem}`, remedy: 'Give the client another id.' };
}
