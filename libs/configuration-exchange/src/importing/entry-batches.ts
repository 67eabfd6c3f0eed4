import { LARGEST_BATCH } from '#protocol/administration/bulk-change';
import type { EntryKind } from '../entry-kind.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';
import { DocumentError } from '../reading/document-error.js';

/** Entries of one kind that are taken over together. */
export interface EntryBatch<Entry extends DocumentEntry> {
  readonly kind: EntryKind;
  readonly entries: readonly Entry[];
}

/** Characters after which a batch is closed however few its entries are, so that long ones do not add up. */
const LARGEST_TEXT = 4 * 1024 * 1024;

/** How entries are put together. */
export interface Batching {
  readonly most?: number;
  /** Ends the work between two batches, with its reason as the error. */
  readonly signal?: AbortSignal;
}

/**
 * Puts consecutive entries of one kind together; remarks are passed on where they come. Of a document that is broken somewhere everything before
 * that place is there, as the last batch.
 */
export async function* entryBatches<Entry extends DocumentEntry>(
  entries: AsyncIterable<Entry | DocumentRemark>,
  { most = LARGEST_BATCH, signal }: Batching = {},
): AsyncGenerator<EntryBatch<Entry> | DocumentRemark> {
  let open: Entry[] = [];
  let text = 0;
  let broken: DocumentError | undefined;
  for await (const entry of untilBroken(entries, (error) => (broken = error))) {
    const isFull = open.length >= most || text >= LARGEST_TEXT;
    const [first] = open;
    if (first !== undefined && (isFull || 'remark' in entry || entry.kind !== first.kind)) {
      yield { kind: first.kind, entries: open };
      signal?.throwIfAborted();
      open = [];
      text = 0;
    }
    if ('remark' in entry) yield entry;
    else {
      open.push(entry);
      text += entry.size;
    }
  }
  const [first] = open;
  if (first !== undefined) yield { kind: first.kind, entries: open };
  if (broken !== undefined) throw broken;
}

/** The entries up to where the document cannot be read any further, which is told instead of thrown. */
async function* untilBroken<Entry>(
  entries: AsyncIterable<Entry>,
  onBroken: (error: DocumentError) => void,
): AsyncGenerator<Entry> {
  try {
    yield* entries;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    onBroken(error);
  }
}
