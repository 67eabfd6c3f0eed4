import { LARGEST_BATCH } from '#protocol/administration/bulk-change';
import type { EntryKind } from '../entry-kind.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';

/** Entries of one kind that are taken over together. */
export interface EntryBatch<Entry extends DocumentEntry> {
  readonly kind: EntryKind;
  readonly entries: readonly Entry[];
}

/** Characters after which a batch is closed however few its entries are, so that long ones do not add up. */
const LARGEST_TEXT = 4 * 1024 * 1024;

/** Puts consecutive entries of one kind together; remarks are passed on where they come. */
export async function* entryBatches<Entry extends DocumentEntry>(
  entries: AsyncIterable<Entry | DocumentRemark>,
  most = LARGEST_BATCH,
): AsyncGenerator<EntryBatch<Entry> | DocumentRemark> {
  let open: Entry[] = [];
  let text = 0;
  for await (const entry of entries) {
    const isFull = open.length >= most || text >= LARGEST_TEXT;
    const [first] = open;
    if (first !== undefined && (isFull || 'remark' in entry || entry.kind !== first.kind)) {
      yield { kind: first.kind, entries: open };
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
}
