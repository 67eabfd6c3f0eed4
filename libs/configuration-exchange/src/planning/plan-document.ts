import type { EntryKind } from '../entry-kind.js';
import type { EntryLine, ExchangeLine } from '../exchange-line.js';
import type { ExchangedKind, PlannedRemoval, RemovalRequest } from '../exchanged-kind.js';
import { importDocument, kindOf, type ImportRequest, type Kinds } from '../importing/import-document.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';
import { DocumentError } from '../reading/document-error.js';
import type { Plan } from './plan.js';
import { removalLine } from './removal-lines.js';

/** Nobody reads more of them, and each costs a question. */
const MOST_COMPARED = 1_000;

/** What a plan is made with. */
export interface PlanRequest extends Pick<ImportRequest, 'author' | 'variables' | 'moduleId' | 'signal'> {
  /** Whether what is not in the document is to be taken away: then it is told what of it cannot be. */
  readonly prune?: boolean;
}

/**
 * Tells what following the document would change, and notes it in `plan`. Nothing is written. What is there and not in the document is told of
 * for every kind that the document has.
 * @throws DocumentError the document cannot be read any further; everything before that place is told. Or it is one page of a list, and what is not in it is to
 * be taken away
 */
export async function* planDocument(
  entries: AsyncIterable<DocumentEntry | DocumentRemark>,
  kinds: Kinds,
  plan: Plan,
  { prune = false, ...request }: PlanRequest,
): AsyncGenerator<ExchangeLine> {
  // What removals are judged by. Of the kinds that are judged so there are few, and no more are remembered.
  const seen = new Map<EntryKind, unknown[]>();
  const remembered = prune ? remembering(entries, kinds, seen) : entries;
  let isPart = false;
  for await (const line of importDocument(remembered, kinds, {
    ...request,
    mode: 'apply',
    dryRun: true,
    mostCompared: MOST_COMPARED,
  })) {
    if (!('remark' in line)) plan.noteEntry(line);
    else if (line.isPart === true) isPart = true;
    yield line;
  }
  if (isPart && prune) throw pageOnly();
  for (const name of plan.kinds) {
    const trial = { author: request.author, dryRun: true, beside: seen.get(name) ?? [] };
    yield* absentEntries(kindOf(kinds, name), plan, prune ? trial : undefined);
  }
}

function pageOnly(): DocumentError {
  const problem = 'the document is one page of a list, and what is on the others would be taken away';
  return new DocumentError(problem, 1, 'Give the whole list, such as by a larger pageSize, or leave out --prune.');
}

async function* remembering(
  entries: AsyncIterable<DocumentEntry | DocumentRemark>,
  kinds: Kinds,
  seen: Map<EntryKind, unknown[]>,
): AsyncGenerator<DocumentEntry | DocumentRemark> {
  for await (const entry of entries) {
    if ('kind' in entry && kindOf(kinds, entry.kind).removeTogether !== undefined)
      seen.set(entry.kind, [...(seen.get(entry.kind) ?? []), entry.json]);
    yield entry;
  }
}

/** @param trial absent where nothing is to be taken away */
async function* absentEntries(
  kind: ExchangedKind,
  plan: Plan,
  trial: RemovalRequest | undefined,
): AsyncGenerator<EntryLine> {
  const together: PlannedRemoval[] = [];
  for await (const entry of kind.each()) {
    if (plan.has(kind.kind, entry.name)) continue;
    const removal = { entry, version: entry.version };
    plan.noteAbsent(kind.kind, entry.name, entry.version);
    if (trial !== undefined && kind.removeTogether !== undefined) together.push(removal);
    else yield removalLine(kind.kind, removal, { removal: { kind: 'removed' }, removed: 'absent' });
  }
  const removals = trial === undefined ? [] : await kind.removeTogether?.(together, trial);
  for (const [index, removal] of (removals ?? []).entries()) {
    const planned = together[index];
    if (planned !== undefined) yield removalLine(kind.kind, planned, { removal, removed: 'absent' });
  }
}
