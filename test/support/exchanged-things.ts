import { isDeepStrictEqual } from 'node:util';
import type { EntryKind } from '../../libs/configuration-exchange/src/entry-kind.js';
import type { ExchangedKind, ExportedEntry, Removal } from '../../libs/configuration-exchange/src/exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../../libs/configuration-exchange/src/field-difference.js';
import type { BulkEntry, BulkOutcome, BulkRequest } from '../../libs/protocol/src/administration/bulk-change.js';
import type { ModuleKey } from '../../libs/protocol/src/administration/module-key.js';
import type { JsonObject } from '../../libs/protocol/src/json/json-object.js';

const none = { unknownFields: [], warnings: [] };

/** Things of one kind in memory, as a library keeps its own: an entry with `"refuse": true` is refused. */
export class ExchangedThings implements ExchangedKind {
  /** By name. */
  readonly stored = new Map<string, { json: JsonObject; version: number }>();
  /** Sizes of the batches that were taken for real. */
  readonly batches: number[] = [];

  constructor(
    readonly kind: EntryKind,
    private readonly own: Partial<ModuleKey> = { nodeId: 'Master', moduleId: 'smart_auth' },
  ) {}

  defaults(): Promise<Partial<ModuleKey>> {
    return Promise.resolve(this.kind === 'modules' || this.kind === 'keystores' ? {} : this.own);
  }

  nameOf(json: unknown): string {
    const { moduleId = '', id = '' } = json as { readonly moduleId?: string; readonly id?: string };
    return this.kind === 'modules' ? moduleId : `${moduleId}/${id}`;
  }

  async take(entries: readonly BulkEntry[], { dryRun }: BulkRequest): Promise<readonly BulkOutcome[]> {
    if (!dryRun) this.batches.push(entries.length);
    return entries.map((entry) => this.takeOne(entry, dryRun));
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    return fieldDifferences(this.stored.get(this.nameOf(json))?.json, json, fields);
  }

  async *each(): AsyncGenerator<ExportedEntry> {
    const names = [...this.stored.keys()].sort();
    for (const name of names) {
      const found = this.stored.get(name);
      if (found !== undefined) yield { name, ...found };
    }
  }

  async remove({ name }: ExportedEntry, version: number): Promise<Removal> {
    if (this.stored.get(name)?.version !== version) return { kind: 'stale' };
    this.stored.delete(name);
    return { kind: 'removed' };
  }

  private takeOne({ json, expectedVersion }: BulkEntry, dryRun: boolean): BulkOutcome {
    const thing = json as JsonObject;
    const before = this.stored.get(this.nameOf(json));
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) return { kind: 'stale', ...none };
    if (thing.refuse === true)
      return { kind: 'refused', problems: [{ field: 'refuse', problem: 'is true', remedy: 'Write false' }], ...none };
    const names = new Set([...Object.keys(before?.json ?? {}), ...Object.keys(thing)]);
    const fields = [...names].filter((name) => !isDeepStrictEqual(before?.json[name], thing[name]));
    if (before !== undefined && fields.length === 0) return { kind: 'unchanged', ...none };
    const version = before?.version ?? 0;
    if (!dryRun) this.stored.set(this.nameOf(json), { json: thing, version: version + 1 });
    return before === undefined ? { kind: 'created', ...none } : { kind: 'changed', fields, version, ...none };
  }
}
