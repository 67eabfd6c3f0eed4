import { allOf, eachOf } from '../../../../test/support/async-items.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';
import { entryBatches } from './entry-batches.js';

const client = (size = 10): DocumentEntry => ({ kind: 'clients', json: {}, line: 1, size });
const user: DocumentEntry = { kind: 'users', json: {}, line: 1, size: 10 };

async function shape(entries: readonly (DocumentEntry | DocumentRemark)[], most?: number): Promise<readonly string[]> {
  const batches = await allOf(entryBatches(eachOf(entries), most));
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
