import { entryKinds, type EntryKind } from '../entry-kind.js';
import type { Kinds } from '../importing/import-document.js';
import { kindOf } from '../importing/import-document.js';
import type { SeedRecords } from '../importing/seeds-taken.js';
import { withoutChanceVariables } from '../reading/entry-variables.js';
import { FORMAT_MEMBER, FORMAT_VERSION } from '../reading/document-entries.js';
import { LOADED_SEEDS_MEMBER, seedKinds } from '../reading/loaded-seeds.js';

/** Told after each entry that was written. */
export type OnExported = (kind: EntryKind) => void;

/**
 * The canonical document of what there is, in pieces: the same bytes for the same state, one entry a line so that differences can be read, secrets by
 * reference, nothing that the server itself gives. Each portion is read by itself: what changes meanwhile may be in it or not. One snapshot of all would
 * be a transaction as long as the whole export, which no server that answers people should have. It is not needed: entries name one another, so that
 * an import refuses what came apart, and an apply keeps to the versions that its plan has seen.
 * @param only these kinds; their order is always the same
 */
export async function* exportDocument(
  kinds: Kinds,
  seeds: SeedRecords,
  only: ReadonlySet<EntryKind>,
  onExported: OnExported = () => undefined,
): AsyncGenerator<string> {
  yield `{"${FORMAT_MEMBER}":${FORMAT_VERSION}`;
  yield await loadedSeeds(seeds, only);
  for (const name of entryKinds.filter((each) => only.has(each))) {
    yield `,\n"${name}":[`;
    let separator = '\n';
    for await (const { json } of kindOf(kinds, name).each()) {
      yield `${separator}${JSON.stringify(writtenEntry(name, json))}`;
      separator = ',\n';
      onExported(name);
    }
    yield '\n]';
  }
  yield '\n}\n';
}

/** Variables in options of modules are meant so, and stay when they are read again; in scripts nobody looks for any. */
function writtenEntry(kind: EntryKind, json: unknown): unknown {
  return kind === 'modules' || kind === 'scripts' ? json : withoutChanceVariables(json);
}

/** Of the kinds that are written: what is left of a loaded file is in the list. */
async function loadedSeeds(seeds: SeedRecords, only: ReadonlySet<EntryKind>): Promise<string> {
  const all = await seeds.all();
  const byKind = seedKinds
    .filter((kind) => only.has(kind))
    .map((kind) => [kind, all.filter((each) => each.kind === kind).map(({ moduleId }) => moduleId)] as const)
    .filter(([, moduleIds]) => moduleIds.length > 0);
  return byKind.length === 0 ? '' : `,\n"${LOADED_SEEDS_MEMBER}":${JSON.stringify(Object.fromEntries(byKind))}`;
}
