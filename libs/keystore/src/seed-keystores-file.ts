import { entryPlace } from '#protocol/json/entry-place';
import type { FieldProblem } from '#protocol/user/json-fields';
import { type KeystoreEntry, readKeystoreJson } from './keystore-entry.js';

/** A seed file read; with problems nothing of it is used. */
export interface ReadSeedKeystores {
  readonly keystores: readonly KeystoreEntry[];
  /** Fields that nobody reads, with their place. */
  readonly unknownFields: readonly string[];
  readonly problems: readonly FieldProblem[];
  /** What does not do what it seems to do. */
  readonly warnings: readonly FieldProblem[];
}

const NO_LIST = { field: 'keystores', problem: 'is missing or no list', remedy: 'Write {"keystores": [ … ]}.' };

/**
 * Reads `{"keystores": [...]}` (product reference 13) and reports all mistakes together, as far as they show without a look at the keys.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedKeystores(seed: unknown): ReadSeedKeystores {
  const { keystores: list, ...others } = (seed ?? {}) as { readonly keystores?: unknown };
  if (!Array.isArray(list)) return { keystores: [], unknownFields: [], problems: [NO_LIST], warnings: [] };
  const read = list.map((item, index) => {
    const entry = readKeystoreJson(item);
    return { ...entry, place: (field: string) => entryPlace('keystores', index, entry.entry.keystoreId, field) };
  });
  const located = (kind: 'problems' | 'warnings'): readonly FieldProblem[] =>
    read.flatMap(({ place, ...each }) => each[kind].map((found) => ({ ...found, field: place(found.field) })));
  return {
    keystores: read.map(({ entry }) => entry),
    unknownFields: [...Object.keys(others), ...read.flatMap(({ unknownFields, place }) => unknownFields.map(place))],
    problems: [...located('problems'), ...repeatedIds(read.map(({ entry }) => entry.keystoreId))],
    warnings: located('warnings'),
  };
}

function repeatedIds(ids: readonly string[]): readonly FieldProblem[] {
  return ids.flatMap((id, index) => {
    if (id === '' || ids.indexOf(id) === index) return [];
    const field = entryPlace('keystores', index, id, 'keystoreId');
    return [{ field, problem: 'stands in the file twice', remedy: 'Keep one of the two.' }];
  });
}
