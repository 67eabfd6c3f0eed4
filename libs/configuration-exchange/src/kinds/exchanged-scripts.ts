import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ScriptLibrary } from '#scripts/script-library.port';
import type { ExchangedKind, ExportedEntry, Removal } from '../exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../field-difference.js';
import { textOf } from '../reading/entry-module.js';
import { refusedRemoval } from './removal.js';

/** Scripts of the library in documents: what runs, not how it came to. Another source is the next version here, after those that are there. */
export class ExchangedScripts implements ExchangedKind {
  readonly kind = 'scripts';

  constructor(private readonly scripts: ScriptLibrary) {}

  defaults(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  nameOf(json: unknown): string {
    return textOf(json, 'scriptId');
  }

  take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.scripts.upsert(entries, request);
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    const before = (await this.scripts.find(this.nameOf(json)))?.json;
    return fieldDifferences(before && { ...before, source: before.active.source }, json, fields);
  }

  async *each(): AsyncGenerator<ExportedEntry> {
    for await (const { scriptId, ...entry } of this.scripts.each()) yield { ...entry, name: scriptId };
  }

  async remove({ name }: ExportedEntry, version: number, author: ChangeAuthor): Promise<Removal> {
    const archived = await this.scripts.archive(name, { author, ifVersions: [version] });
    return 'script' in archived ? { kind: 'removed' } : refusedRemoval(archived);
  }
}
