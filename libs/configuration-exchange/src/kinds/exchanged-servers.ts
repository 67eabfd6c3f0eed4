import type { ServerAdministration, ServerKey } from '#oidc-server-definition/server-administration.port';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { ExchangedKind, ExportedEntry, Removal } from '../exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../field-difference.js';
import { moduleKeyOf, textOf } from '../reading/entry-module.js';
import { moduleDefaults, type OwningModules } from './module-defaults.js';
import { refusedRemoval } from './removal.js';

type ExportedServerEntry = ExportedEntry & { readonly key: ServerKey };

/** OpenID Connect server definitions in documents. */
export class ExchangedServers implements ExchangedKind<ExportedServerEntry> {
  readonly kind = 'servers';

  constructor(
    private readonly servers: ServerAdministration,
    private readonly modules: OwningModules,
  ) {}

  defaults(): Promise<Partial<ModuleKey>> {
    return moduleDefaults(this.modules, ['SECURITY_OUT_SMART', 'SECURITY_IN_SMART']);
  }

  nameOf(json: unknown): string {
    return `${textOf(json, 'moduleId')}/${textOf(json, 'issuer').replace(/\/+$/, '')}`;
  }

  take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.servers.upsert(entries, request);
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    const before = await this.servers.findByIssuer(moduleKeyOf(json), textOf(json, 'issuer'));
    return fieldDifferences(before?.json, json, fields);
  }

  async *each(): AsyncGenerator<ExportedServerEntry> {
    for await (const entry of this.servers.each()) yield { ...entry, name: this.nameOf(entry.json) };
  }

  async remove({ key }: ExportedServerEntry, version: number, author: ChangeAuthor): Promise<Removal> {
    const archived = await this.servers.archive(key, { author, ifVersions: [version] });
    return 'server' in archived ? { kind: 'removed' } : refusedRemoval(archived);
  }
}
