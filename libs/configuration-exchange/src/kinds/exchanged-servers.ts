import type { ModuleAdministration } from '#module-config/module-administration.port';
import type { ServerAdministration, ServerKey, ServerSaving } from '#oidc-server-definition/server-administration.port';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { ExchangedKind, ExportedEntry, Removal } from '../exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../field-difference.js';
import { moduleKeyOf, textOf } from '../reading/entry-module.js';
import { onlyModule } from './only-module.js';
import { refusedRemoval } from './removal.js';
import { unknownModule } from './unknown-module.js';

type ExportedServerEntry = ExportedEntry & { readonly key: ServerKey };

/** OpenID Connect server definitions in documents. */
export class ExchangedServers implements ExchangedKind<ExportedServerEntry> {
  readonly kind = 'servers';

  constructor(
    private readonly servers: ServerAdministration,
    private readonly modules: ModuleAdministration,
  ) {}

  ownModule(): Promise<ModuleKey | undefined> {
    return onlyModule(this.modules, ['SECURITY_OUT_SMART', 'SECURITY_IN_SMART']);
  }

  nameOf(json: unknown): string {
    return `${textOf(json, 'moduleId')}/${textOf(json, 'issuer').replace(/\/+$/, '')}`;
  }

  async take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    const { author, dryRun } = request;
    if (entries.some(({ expectedVersion }) => expectedVersion !== undefined)) return this.takePlanned(entries, author);
    const saved = await this.servers.upsert(
      entries.map(({ json }) => json),
      { author, dryRun },
    );
    return saved.map((each, index) => entryOutcome(each, entries[index]?.json));
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    const before = await this.servers.findByIssuer(moduleKeyOf(json), textOf(json, 'issuer'));
    return fieldDifferences(before?.json, json, fields);
  }

  async *each(): AsyncGenerator<ExportedServerEntry> {
    for await (const { key, json } of this.servers.each()) {
      const stored = await this.servers.find(key);
      // Gone since it was read: an export is no place to tell of it.
      if (stored !== undefined) yield { key, json, name: this.nameOf(json), version: stored.version };
    }
  }

  async remove({ key }: ExportedServerEntry, version: number, author: ChangeAuthor): Promise<Removal> {
    const archived = await this.servers.archive(key, { author, ifVersion: version });
    return 'server' in archived ? { kind: 'removed' } : refusedRemoval(archived);
  }

  /** One by one: there are few of them, and each is to be the one that was looked at. */
  private async takePlanned(entries: readonly BulkEntry[], author: ChangeAuthor): Promise<readonly BulkOutcome[]> {
    const outcomes: BulkOutcome[] = [];
    for (const { json, expectedVersion = 0 } of entries)
      outcomes.push(entryOutcome(await this.save(json, expectedVersion, author), json));
    return outcomes;
  }

  private async save(json: unknown, expectedVersion: number, author: ChangeAuthor): Promise<ServerSaving> {
    const module = moduleKeyOf(json);
    if (expectedVersion === 0) return this.servers.create(module, json, author);
    const stored = await this.servers.findByIssuer(module, textOf(json, 'issuer'));
    if (stored === undefined) return { kind: 'stale' };
    return this.servers.replace({ ...module, pid: stored.pid }, json, { author, ifVersion: expectedVersion });
  }
}

function entryOutcome(saving: ServerSaving, json: unknown): BulkOutcome {
  const notes = { unknownFields: [], warnings: [] };
  switch (saving.kind) {
    case 'unknown':
      return unknownModule(textOf(json, 'moduleId'));
    case 'changed':
      return { ...saving, version: saving.server.version - 1 };
    case 'created':
    case 'unchanged':
      return saving;
    default:
      return { ...saving, ...notes };
  }
}
