import type { KeystoreAdministration } from '#keystore/keystore-administration.port';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ExchangedKind, ExportedEntry, Removal } from '../exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../field-difference.js';
import { textOf } from '../reading/entry-module.js';
import { refusedRemoval } from './removal.js';

/** Keystores in documents. */
export class ExchangedKeystores implements ExchangedKind {
  readonly kind = 'keystores';

  constructor(private readonly keystores: KeystoreAdministration) {}

  defaults(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  nameOf(json: unknown): string {
    return textOf(json, 'keystoreId');
  }

  take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.keystores.upsert(entries, request);
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    const before = await this.keystores.find(this.nameOf(json));
    return fieldDifferences(before && { ...before.json }, json, fields);
  }

  async *each(): AsyncGenerator<ExportedEntry> {
    for await (const { keystoreId, ...entry } of this.keystores.each()) yield { ...entry, name: keystoreId };
  }

  async remove({ name }: ExportedEntry, version: number, author: ChangeAuthor): Promise<Removal> {
    const removed = await this.keystores.remove(name, { author, ifVersions: [version] });
    return removed.kind === 'removed' ? removed : refusedRemoval(removed);
  }
}
