import type { BulkRequest } from '#protocol/administration/bulk-change';
import type { SeedVariables } from '#module-config/written-configuration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { EntryKind } from '../entry-kind.js';
import { isFailure, type EntryLine, type ExchangeLine } from '../exchange-line.js';
import type { ExchangedKind } from '../exchanged-kind.js';
import type { DocumentEntry, DocumentRemark } from '../reading/document-entries.js';
import { entryBatches } from './entry-batches.js';
import { preparedEntry, type PreparedEntry } from './prepared-entry.js';
import { takeEntries, type TakeRequest } from './take-entries.js';

/** How a document is taken over. */
export interface ImportRequest extends BulkRequest {
  readonly variables: SeedVariables;
  /** Module of the entries that name none. */
  readonly moduleId?: string;
  /** The first entry that is refused ends the import; those before it are taken. */
  readonly stopOnError?: boolean;
  /** Ends the work between two batches. */
  readonly signal?: AbortSignal;
  /** So many changed entries are told of with the values that are different. */
  readonly mostCompared?: number;
}

/** What kinds of entries there are. */
export type Kinds = ReadonlyMap<EntryKind, ExchangedKind>;

/**
 * Takes over the entries of a document, at most 500 at a time, and tells what became of each. Nothing but one batch is kept in memory.
 * @throws DocumentError the document cannot be read any further; everything before that place is taken over, and told
 */
export async function* importDocument(
  entries: AsyncIterable<DocumentEntry | DocumentRemark>,
  kinds: Kinds,
  request: ImportRequest,
): AsyncGenerator<ExchangeLine> {
  const taking = {
    ...request,
    modulesToCome: new Set<string>(),
    scriptsToCome: new Map<string, string>(),
    compared: { left: request.mostCompared ?? 0 },
  };
  for await (const batch of entryBatches(entries, request)) {
    if ('remark' in batch) {
      yield batch;
      continue;
    }
    const lines = await takeBatch(batch.entries, kindOf(kinds, batch.kind), taking);
    yield* lines;
    if (request.stopOnError === true && lines.some(isFailure)) return;
  }
}

/** @throws Error no library has such entries */
export function kindOf(kinds: Kinds, name: EntryKind): ExchangedKind {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`Nobody takes over ${name}.`);
  return kind;
}

/** What entries need not say; the named module comes before the only one there is. */
export async function defaultsOf(kind: ExchangedKind, moduleId: string | undefined): Promise<Partial<ModuleKey>> {
  const own = await kind.defaults();
  return own.nodeId === undefined || moduleId === undefined ? own : { ...own, moduleId };
}

async function takeBatch(
  entries: readonly DocumentEntry[],
  kind: ExchangedKind,
  request: TakeRequest & ImportRequest,
): Promise<readonly EntryLine[]> {
  const defaults = await defaultsOf(kind, request.moduleId);
  const prepared = entries.map((entry) => preparedEntry(entry, request.variables, defaults));
  const taken = request.stopOnError === true ? await untilRefused(prepared, kind, request) : prepared;
  return takeEntries(taken, kind, request);
}

/** The entries up to the first one that would be refused, that one included. */
async function untilRefused(
  entries: readonly PreparedEntry[],
  kind: ExchangedKind,
  request: TakeRequest,
): Promise<readonly PreparedEntry[]> {
  const trial = await takeEntries(entries, kind, { ...request, dryRun: true });
  const first = trial.findIndex(isFailure);
  return first === -1 ? entries : entries.slice(0, first + 1);
}
