import { entryKinds } from '../entry-kind.js';
import type { EntryLine } from '../exchange-line.js';
import type { ExchangedKind, PlannedRemoval } from '../exchanged-kind.js';
import { entryBatches } from '../importing/entry-batches.js';
import { kindOf, defaultsOf, type ImportRequest, type Kinds } from '../importing/import-document.js';
import { preparedEntry } from '../importing/prepared-entry.js';
import { takeEntries } from '../importing/take-entries.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';
import type { Plan } from './plan.js';
import { removalLine } from './removal-lines.js';

/** How a plan is carried out. */
export interface ApplyRequest extends Pick<ImportRequest, 'author' | 'variables' | 'moduleId' | 'signal'> {
  /** Also takes away what is not in the document. */
  readonly prune: boolean;
}

/**
 * Does what was planned, and nothing else: an entry whose stored counterpart changed since is `stale`, and left as it is.
 * @param entries of the same document
 */
export async function* applyPlan(
  entries: AsyncIterable<DocumentEntry | DocumentRemark>,
  kinds: Kinds,
  plan: Plan,
  request: ApplyRequest,
): AsyncGenerator<EntryLine> {
  const taking = {
    ...request,
    mode: 'apply',
    dryRun: false,
    modulesToCome: new Set<string>(),
    scriptsToCome: new Map<string, string>(),
  } as const;
  for await (const batch of entryBatches(plannedEntries(entries, plan), request)) {
    if ('remark' in batch) continue;
    const kind = kindOf(kinds, batch.kind);
    const defaults = await defaultsOf(kind, request.moduleId);
    const prepared = batch.entries.map((entry) => preparedEntry(entry, request.variables, defaults));
    yield* await takeEntries(prepared, kind, taking);
  }
  if (request.prune) yield* removals(kinds, plan, request);
}

async function* plannedEntries(
  entries: AsyncIterable<DocumentEntry | DocumentRemark>,
  plan: Plan,
): AsyncGenerator<DocumentEntry & { readonly expectedVersion: number }> {
  let index = -1;
  for await (const entry of entries) {
    if ('remark' in entry) continue;
    index += 1;
    const expectedVersion = plan.versions.at(index);
    if (expectedVersion !== undefined) yield { ...entry, expectedVersion };
  }
}

/** What needs others goes first: clients before their module. */
async function* removals(kinds: Kinds, plan: Plan, request: ApplyRequest): AsyncGenerator<EntryLine> {
  for (const name of entryKinds.toReversed().filter((each) => plan.kinds.has(each)))
    yield* removalsOf(kindOf(kinds, name), plan, request);
}

async function* removalsOf(
  kind: ExchangedKind,
  plan: Plan,
  { author, signal }: ApplyRequest,
): AsyncGenerator<EntryLine> {
  const together: PlannedRemoval[] = [];
  for await (const entry of kind.each()) {
    const version = plan.absentVersion(kind.kind, entry.name);
    if (version === undefined) continue;
    if (kind.removeTogether !== undefined) {
      together.push({ entry, version });
      continue;
    }
    const removal = await kind.remove(entry, version, author);
    yield removalLine(kind.kind, { entry, version }, { removal, removed: 'removed' });
    signal?.throwIfAborted();
  }
  const removals = await kind.removeTogether?.(together, { author, dryRun: false, beside: [] });
  for (const [index, removal] of (removals ?? []).entries()) {
    const planned = together[index];
    if (planned !== undefined) yield removalLine(kind.kind, planned, { removal, removed: 'removed' });
  }
}
