import { allOf, eachOf } from '../../../../test/support/async-items.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';
import { DocumentError } from '../reading/document-error.js';
import { entryBatches } from './entry-batches.js';

const client = (size = 10): DocumentEntry => ({ kind: 'clients', json: {}, line: 1, size });
const user: DocumentEntry = { kind: 'users', json: {}, line: 1, size: 10 };

async function shape(entries: readonly (DocumentEntry | DocumentRemark)[], most?: number): Promise<readonly string[]> {
  const batches = await allOf(entryBatches(eachOf(entries), most === undefined ? {} : { most }));
  return batches.map((each) => ('remark' in each ? each.remark : `${each.entries.length} ${each.kind}`));
}

test.each([
  { name: 'nothing', entries: [], expected: [] },
  { name: 'two kinds', entries: [client(), client(), user, client()], expected: ['2 clients', '1 users', '1 clients'] },
  { name: 'more than fit', entries: [client(), client(), client()], expected: ['2 clients', '1 clients'] },
  { name: 'a remark', entries: [client(), { remark: 'said' }, client()], expected: ['1 clients', 'said', '1 clients'] },
  { name: 'long entries', entries: [client(5_000_000), client(), client()], expected: ['1 clients', '2 clients'] },
])('Entries in batches: $name', async ({ entries, expected }) => {
  expect(await shape(entries, 2)).toEqual(expected);
});

/** The sizes of the batches that come before an error, and the error. */
async function untilError(batches: AsyncIterable<object>): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  try {
    for await (const batch of batches) seen.push('entries' in batch ? (batch.entries as readonly unknown[]).length : 0);
  } catch (error) {
    seen.push(error);
  }
  return seen;
}

async function* brokenAfter(count: number, error: Error): AsyncGenerator<DocumentEntry> {
  for (let index = 0; index < count; index++) yield await Promise.resolve(client());
  throw error;
}

test('Of a document that is broken in the middle, everything before that place comes, and then the error', async () => {
  const broken = new DocumentError('is not JSON', 7, 'Mend it.');

  expect(await untilError(entryBatches(brokenAfter(3, broken), { most: 2 }))).toEqual([2, 1, broken]);
});

test('What is wrong with something else than the document ends the work at once', async () => {
  const other = new Error('the disk is gone');

  expect(await untilError(entryBatches(brokenAfter(3, other), { most: 2 }))).toEqual([2, other]);
});

test('Work that is interrupted ends between two batches', async () => {
  const reason = new Error('Ctrl-C');
  const entries = eachOf([client(), client(), client(), client(), client()]);

  expect(await untilError(entryBatches(entries, { most: 2, signal: AbortSignal.abort(reason) }))).toEqual([2, reason]);
});
