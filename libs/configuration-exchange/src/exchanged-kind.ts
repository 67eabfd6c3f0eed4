import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { JsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { EntryKind } from './entry-kind.js';
import type { FieldDifference } from './field-difference.js';

/** Something that is there, as an export has it: canonical, secrets by reference. */
export interface ExportedEntry {
  /** As {@link ExchangedKind.nameOf} gives it. */
  readonly name: string;
  readonly json: JsonObject;
  readonly version: number;
}

/** What became of something that was to be taken away. */
export type Removal =
  | { readonly kind: 'removed'; readonly warnings?: readonly FieldProblem[] }
  | { readonly kind: 'unknown' | 'stale' }
  | { readonly kind: 'refused'; readonly problems: readonly FieldProblem[] };

/** Something that is to be taken away. */
export interface PlannedRemoval<Entry extends ExportedEntry = ExportedEntry> {
  readonly entry: Entry;
  /** That the decision was made upon. */
  readonly version: number;
}

/** How things are taken away together. */
export interface RemovalRequest {
  readonly author: ChangeAuthor;
  /** True: nothing is written, and the outcomes are those that writing would have had. */
  readonly dryRun: boolean;
  /** On trial: the entries of this kind that the document has, each as `BulkEntry.json`. */
  readonly beside: readonly unknown[];
}

/** How entries of one kind are taken over and exported; all of it through the administration of the library that owns them (ruling 52). */
export interface ExchangedKind<Entry extends ExportedEntry = ExportedEntry> {
  readonly kind: EntryKind;
  /**
   * What an entry need not say: this node, and the module if there is only one that can own it. Nothing of that for what belongs to no module.
   */
  defaults(): Promise<Partial<ModuleKey>>;
  /** What people call the entry, equal for entries that mean the same: module and id. Also for JSON that is none. */
  nameOf(json: unknown): string;
  /** At most `LARGEST_BATCH` entries; one that is refused does not keep the others from being taken. Outcomes in their order. */
  take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]>;
  /** Values of the fields in which an entry differs from what is there; never those of secrets. */
  differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]>;
  /** Everything there is, in an order that depends on names alone; read in portions. */
  each(): AsyncIterable<Entry>;
  /** @param version that the decision was made upon */
  remove(entry: Entry, version: number, author: ChangeAuthor): Promise<Removal>;
  /** In place of {@link remove} for things that may need one another: takes all of them away at once. Outcomes in their order. */
  removeTogether?(removals: readonly PlannedRemoval<Entry>[], request: RemovalRequest): Promise<readonly Removal[]>;
}
