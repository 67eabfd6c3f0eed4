import type { FieldProblem } from '../json/json-fields.js';
import type { ChangeAuthor } from './change-author.js';

/** Most entries of one batch: bounds the memory and the length of its transaction. */
export const LARGEST_BATCH = 500;

/** @throws RangeError more entries than a batch may have */
export function requireBatchSize(entries: readonly unknown[]): void {
  if (entries.length > LARGEST_BATCH) throw new RangeError(`A batch has at most ${String(LARGEST_BATCH)} entries`);
}

/** How the entries of a batch are taken over. */
export interface BulkRequest {
  /**
   * `import`: what is not there is made, what is there gets the entry's fields but keeps its secrets, passwords and keys (reference 5.3).
   * `apply`: the entry is the whole truth, secrets included; one that is masked or left out in favour of a reference keeps the stored one.
   */
  readonly mode: 'import' | 'apply';
  /** True: nothing is written, and the outcomes are those that writing would have had. */
  readonly dryRun: boolean;
  readonly author: ChangeAuthor;
  /** On trial: sources that scripts of the library would have by now, by the ids of the scripts. */
  readonly scriptsToCome?: ReadonlyMap<string, string>;
}

/** One entry of a batch, in the JSON of the administration API. */
export interface BulkEntry {
  readonly json: unknown;
  /** What the decision was made upon: a version, or 0 for what was not there; another state by now makes the entry `stale`. */
  readonly expectedVersion?: number;
}

/** What became of one entry; the outcomes of a batch are in the order of its entries. */
export type BulkOutcome = BulkNotes &
  (
    | { readonly kind: 'created'; readonly generated?: readonly GeneratedCredential[] }
    /** `fields` are the names of what is different; `version` is that of before. */
    | { readonly kind: 'changed'; readonly fields: readonly string[]; readonly version: number }
    | { readonly kind: 'unchanged' }
    /** Left alone on purpose, such as what the server itself decides; `reason` is a sentence. */
    | { readonly kind: 'skipped'; readonly reason: string }
    | { readonly kind: 'refused' | 'forbidden'; readonly problems: readonly FieldProblem[] }
    /** Somebody else changed it since {@link BulkEntry.expectedVersion}. */
    | { readonly kind: 'stale' }
  );

/** What is told of an entry beside its outcome. */
export interface BulkNotes {
  /** Names of fields that nobody reads (ruling 46). */
  readonly unknownFields: readonly string[];
  /** What was saved and does not do what it seems to do, or waits for a secret. */
  readonly warnings: readonly FieldProblem[];
}

/** A secret or password that was made for an entry: shown once, kept nowhere. */
export interface GeneratedCredential {
  readonly field: string;
  readonly text: string;
}
