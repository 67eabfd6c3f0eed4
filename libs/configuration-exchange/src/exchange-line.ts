import type { BulkOutcome } from '#protocol/administration/bulk-change';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { EntryKind } from './entry-kind.js';
import type { FieldDifference } from './field-difference.js';
import type { DocumentRemark } from './reading/document-entries.js';

/** What is told of one entry of a document. */
export interface EntryLine {
  readonly kind: EntryKind;
  /** Module and id. */
  readonly name: string;
  /** Where the entry begins in the document; absent for what is not in it. */
  readonly line?: number;
  readonly outcome: BulkOutcome | AbsentFromDocument;
  /** What is different, of an entry that a plan would change; only for the first thousand of a kind. */
  readonly differences?: readonly FieldDifference[];
}

/** It is there and not in the document, which is the whole truth: removed, to be removed, or left alone. */
export interface AbsentFromDocument {
  readonly kind: 'removed' | 'absent';
  readonly version: number;
  /** What is lost with it. */
  readonly warnings?: readonly FieldProblem[];
}

/** What an import, a plan or an apply tells while it works. */
export type ExchangeLine = EntryLine | DocumentRemark;

/** Ends of entries in which the document was not followed. */
const FAILURES: readonly EntryLine['outcome']['kind'][] = ['refused', 'forbidden', 'stale'];

/** Whether an entry could not be taken as it is. */
export function isFailure({ outcome }: EntryLine): boolean {
  return FAILURES.includes(outcome.kind);
}
