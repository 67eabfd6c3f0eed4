import type { ClientAdministration, ClientKey } from '#outbound-smart/clients/client-administration.port';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { ExchangedKind, ExportedEntry, Removal } from '../exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../field-difference.js';
import { moduleKeyOf, textOf } from '../reading/entry-module.js';
import { moduleDefaults, type OwningModules } from './module-defaults.js';
import { refusedRemoval } from './removal.js';

/** A client with what finds it again. */
interface ExportedClientEntry extends ExportedEntry {
  readonly key: ClientKey;
}

/** Clients of SMART outbound modules in documents. */
export class ExchangedClients implements ExchangedKind<ExportedClientEntry> {
  readonly kind = 'clients';

  constructor(
    private readonly clients: ClientAdministration,
    private readonly modules: OwningModules,
  ) {}

  defaults(): Promise<Partial<ModuleKey>> {
    return moduleDefaults(this.modules, ['SECURITY_OUT_SMART']);
  }

  nameOf(json: unknown): string {
    return `${textOf(json, 'moduleId')}/${textOf(json, 'clientId')}`;
  }

  take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.clients.importBatch(entries, request);
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    const before = await this.clients.find({ ...moduleKeyOf(json), clientId: textOf(json, 'clientId') });
    return fieldDifferences(before?.json, json, fields);
  }

  async *each(): AsyncGenerator<ExportedClientEntry> {
    for await (const client of this.clients.each()) yield { ...client, name: this.nameOf(client.json) };
  }

  async remove({ key }: ExportedClientEntry, version: number, author: ChangeAuthor): Promise<Removal> {
    const archived = await this.clients.archive(key, { author, ifVersions: [version] });
    if (archived.kind === 'changed' || archived.kind === 'unchanged') return { kind: 'removed' };
    return refusedRemoval(archived);
  }
}
