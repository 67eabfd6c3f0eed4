import type { EntryKind } from '../entry-kind.js';
import type { EntryLine, ExchangeLine } from '../exchange-line.js';
import { importDocument, kindOf, type ImportRequest, type Kinds } from '../importing/import-document.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';
import type { Plan } from './plan.js';

/** Nobody reads more of them, and each costs a question. */
const MOST_COMPARED = 1_000;

/**
 * Tells what following the document would change, and notes it in `plan`. Nothing is written. What is there and not in the document is told of
 * for every kind that the document has.
 * @throws DocumentError the document cannot be read any further; everything before that place is told
 */
export async function* planDocument(
  entries: AsyncIterable<DocumentEntry | DocumentRemark>,
  kinds: Kinds,
  plan: Plan,
  request: Pick<ImportRequest, 'author' | 'variables' | 'moduleId' | 'signal'>,
): AsyncGenerator<ExchangeLine> {
  for await (const line of importDocument(entries, kinds, {
    ...request,
    mode: 'apply',
    dryRun: true,
    mostCompared: MOST_COMPARED,
  })) {
    if (!('remark' in line)) plan.noteEntry(line);
    yield line;
  }
  for (const kind of plan.kinds) yield* absentEntries(kinds, kind, plan);
}

async function* absentEntries(kinds: Kinds, name: EntryKind, plan: Plan): AsyncGenerator<EntryLine> {
  for await (const entry of kindOf(kinds, name).each()) {
    if (plan.has(name, entry.name)) continue;
    plan.noteAbsent(name, entry.name, entry.version);
    yield { kind: name, name: entry.name, outcome: { kind: 'absent', version: entry.version } };
  }
}
