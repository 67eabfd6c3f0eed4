import { isEntryKind, kindOfObject, type EntryKind } from '../entry-kind.js';
import { DocumentError } from './document-error.js';
import { JsonSlicer, type JsonSlice } from './json-slicer.js';
import { missingPages } from './list-pages.js';
import { LOADED_SEEDS_MEMBER, readLoadedSeeds, type LoadedSeeds } from './loaded-seeds.js';

/** One entry of a document, as it is written. */
export interface DocumentEntry {
  readonly kind: EntryKind;
  readonly json: unknown;
  /** Where it begins. */
  readonly line: number;
  /** Length of its text, in characters. */
  readonly size: number;
}

/** What is in a document beside its entries, such as `description`: told and left alone. */
export interface DocumentRemark {
  readonly remark: string;
  /** The document is one page of a list: that something is not in it says nothing. */
  readonly isPart?: true;
  /** What it tells is something that following the document does. */
  readonly isChange?: true;
}

/** What stands in a document, in its order. */
export type DocumentPart = DocumentEntry | DocumentRemark | LoadedSeeds;

/** Written by our own exports before everything else, with the version of the format. */
export const FORMAT_MEMBER = 'gatehouseExport';
/** The version this server writes, and the highest it reads. */
export const FORMAT_VERSION = 1;

/** What the lists of the administration API say beside the list. */
const PAGING = new Set(['pageIndex', 'pageSize', 'totalPages', FORMAT_MEMBER]);

/** Most members that a single object is put together from. */
const MOST_MEMBERS = 1_000;

/**
 * Reads the entries of a JSON document in any of the forms in which installations are written down: seed files, lists of the administration
 * API, `{"nodes": …}` of its module configuration, single objects, lists of them, and our own exports.
 * @throws DocumentError it is no JSON, holds nothing of the kind, or is of a later version
 */
export async function* documentEntries(text: AsyncIterable<string>): AsyncGenerator<DocumentPart> {
  const slicer = new JsonSlicer((name) => name === 'nodes' || isEntryKind(name));
  const members = new Map<string, unknown>();
  for await (const chunk of text) {
    for (const slice of slicer.push(chunk)) {
      if (slice.kind !== 'member') yield* entriesOf(slice);
      else if (slice.name === LOADED_SEEDS_MEMBER && members.has(FORMAT_MEMBER)) yield readLoadedSeeds(slice);
      else noteMember(members, slice);
    }
  }
  slicer.end();
  yield* rest(members, slicer.hasLists);
}

function noteMember(members: Map<string, unknown>, { name, value, line }: JsonSlice & { kind: 'member' }): void {
  if (name === FORMAT_MEMBER && !(typeof value === 'number' && value <= FORMAT_VERSION))
    throw new DocumentError('the document was written by a later version', line, 'Use that version to read it.');
  if (members.size < MOST_MEMBERS) members.set(name, value);
}

function* entriesOf({ list, value, line, size }: JsonSlice & { kind: 'item' }): Generator<DocumentEntry> {
  if (list === 'nodes') {
    for (const json of modulesOf(value, line)) yield { kind: 'modules', json, line, size };
    return;
  }
  const kind = isEntryKind(list) ? list : kindOfObject(value);
  if (kind === undefined) throw unrecognised(line);
  yield { kind, json: value, line, size };
}

/** A node of the module configuration, as modules that name it. */
function modulesOf(node: unknown, line: number): readonly unknown[] {
  const { nodeId, modules } = (node ?? {}) as { readonly nodeId?: unknown; readonly modules?: unknown };
  if (!Array.isArray(modules)) throw unrecognised(line);
  return modules.map((module: unknown) =>
    typeof module === 'object' && module !== null ? { nodeId, ...module } : module,
  );
}

/** The members beside the lists; without lists, they may be one entry together. */
function* rest(members: ReadonlyMap<string, unknown>, hasLists: boolean): Generator<DocumentEntry | DocumentRemark> {
  const json = Object.fromEntries(members);
  const kind = hasLists ? undefined : kindOfObject(json);
  if (kind !== undefined) {
    yield { kind, json, line: 1, size: JSON.stringify(json).length };
    return;
  }
  if (!hasLists && !members.has(FORMAT_MEMBER)) throw unrecognised(1);
  const missing = missingPages(json);
  if (missing !== undefined) yield partRemark(missing);
  const others = [...members.keys()].filter((name) => !PAGING.has(name));
  if (others.length > 0) yield { remark: `Left alone, for nobody reads it: ${legible(others)}` };
}

function partRemark(missing: string): DocumentRemark {
  const remark = `One page of a list: ${missing} ${missing.startsWith('pages') ? 'are' : 'is'} not in it. Take the others too, or ask with a larger pageSize.`;
  return { remark, isPart: true };
}

/** Names come from the file: only plain ones are told, and not all of them. */
function legible(names: readonly string[]): string {
  const shown = names.filter((name) => /^[\w.-]{1,60}$/.test(name)).slice(0, 10);
  return [...shown, ...(shown.length < names.length ? ['…'] : [])].join(', ');
}

function unrecognised(line: number): DocumentError {
  return new DocumentError(
    'what begins here is no client, server, user, keystore or module',
    line,
    'Give a seed file, an export, an answer of the administration API, or a property file.',
  );
}
