import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { EntryLine } from '../exchange-line.js';
import type { ExchangedKind } from '../exchanged-kind.js';
import { textOf } from '../reading/entry-module.js';
import type { PreparedEntry } from './prepared-entry.js';
import { withPatience } from './with-patience.js';

/** How prepared entries are taken. */
export interface TakeRequest extends BulkRequest {
  /** On trial: ids of modules that the document would have made by now. */
  readonly modulesToCome: Set<string>;
  /** On trial: what scripts would be by now, which modules may name. */
  readonly scriptsToCome: Map<string, string>;
  /** How many more entries may be compared value by value, which asks for each; absent for none. */
  readonly compared?: { left: number };
}

/**
 * Takes one batch; lines in the order of the entries. Entries that lack a variable are refused without being asked for; on trial, those that need a module which only following the
 * document would make cannot be judged, and are told so.
 */
export async function takeEntries(
  entries: readonly PreparedEntry[],
  kind: ExchangedKind,
  request: TakeRequest,
): Promise<readonly EntryLine[]> {
  const decided = new Map(entries.flatMap((entry) => decision(entry, request)));
  const open = entries.filter((entry) => !decided.has(entry));
  const outcomes = open.length === 0 ? [] : await withPatience(() => kind.take(open.map(bulkEntry), request));
  for (const [index, outcome] of outcomes.entries()) {
    const entry = open[index];
    if (entry !== undefined) decided.set(entry, outcome);
  }
  const lines: EntryLine[] = [];
  for (const entry of entries) {
    const outcome = decided.get(entry);
    if (outcome !== undefined) lines.push(await lineOf(entry, outcome, kind, request));
  }
  for (const { kind: taken, name, outcome } of lines)
    if (taken === 'modules' && outcome.kind === 'created') request.modulesToCome.add(name);
  if (request.dryRun && kind.kind === 'scripts') noteScripts(decided, request.scriptsToCome);
  return lines;
}

function noteScripts(decided: ReadonlyMap<PreparedEntry, BulkOutcome>, toCome: Map<string, string>): void {
  for (const [{ json }, { kind }] of decided) {
    const source = textOf(json, 'source');
    if (source !== '' && (kind === 'created' || kind === 'changed')) toCome.set(textOf(json, 'scriptId'), source);
  }
}

async function lineOf(
  entry: PreparedEntry,
  outcome: BulkOutcome,
  kind: ExchangedKind,
  { compared }: TakeRequest,
): Promise<EntryLine> {
  const line = { kind: kind.kind, name: kind.nameOf(entry.json), line: entry.line, outcome };
  if (outcome.kind !== 'changed' || compared === undefined || compared.left === 0) return line;
  compared.left -= 1;
  return { ...line, differences: await kind.differences(entry.json, outcome.fields) };
}

function decision(entry: PreparedEntry, { dryRun, modulesToCome }: TakeRequest): [PreparedEntry, BulkOutcome][] {
  if (entry.problems.length > 0)
    return [[entry, { kind: 'refused', problems: entry.problems, unknownFields: [], warnings: [] }]];
  const isToCome = entry.kind !== 'modules' && modulesToCome.has(textOf(entry.json, 'moduleId'));
  if (!dryRun || !isToCome) return [];
  return [[entry, { kind: 'created', unknownFields: [], warnings: [UNJUDGED] }]];
}

const UNJUDGED = {
  field: 'moduleId',
  problem: 'is made by this document as well',
  remedy: 'Nothing to do; the entry is checked when its module is there',
};

function bulkEntry({ json, expectedVersion }: PreparedEntry): BulkEntry {
  return { json, ...(expectedVersion !== undefined && { expectedVersion }) };
}
