import { entryPlace } from '../json/entry-place.js';
import type { FieldProblem } from '../json/json-fields.js';
import type { BulkNotes } from './bulk-change.js';

/** Whether somebody reads at the start what was generated for seeds (ruling 61). */
export type SeedMode = 'evaluation' | 'production';

/** An entry of a seed file, read by itself. */
export interface SeedEntry<Entry> extends BulkNotes {
  readonly entry: Entry;
  /** By which people find it in the file. */
  readonly name: string;
  /** The same for entries that mean one thing; the name unless given, '' where there is none. */
  readonly key?: string;
  readonly problems: readonly FieldProblem[];
}

/** A seed file, read; fields are told with their place. With problems nothing of it is used. */
export interface ReadSeedList<Entry> extends BulkNotes {
  readonly entries: readonly Entry[];
  readonly problems: readonly FieldProblem[];
}

/** What a seed file is called in its own words. */
export interface SeedListNames {
  /** The member with the list, such as `clients`. */
  readonly list: string;
  /** The field of an entry by which it is found, such as `clientId`. */
  readonly nameField: string;
}

/**
 * Reads `{"clients": [ … ]}` and the like (product reference 13): every entry by itself, all mistakes together, and no two of one name.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedList<Entry>(
  seed: unknown,
  { list: listName, nameField }: SeedListNames,
  read: (json: unknown) => SeedEntry<Entry>,
): ReadSeedList<Entry> {
  const { [listName]: list, ...others } = (seed ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(list)) return { entries: [], unknownFields: [], problems: [noList(listName)], warnings: [] };
  const seen = new Set<string>();
  const entries = list.map((json, index) => {
    const entry = read(json);
    const { name, key = name } = entry;
    const repeated = key !== '' && seen.has(key) ? [{ field: nameField, ...TWICE }] : [];
    seen.add(key);
    return placed({ ...entry, problems: [...entry.problems, ...repeated] }, (field) =>
      entryPlace(listName, index, name, field),
    );
  });
  return {
    entries: entries.map(({ entry }) => entry),
    unknownFields: [...Object.keys(others), ...entries.flatMap(({ unknownFields }) => unknownFields)],
    problems: entries.flatMap(({ problems }) => problems),
    warnings: entries.flatMap(({ warnings }) => warnings),
  };
}

const TWICE = { problem: 'stands in the file twice', remedy: 'Keep one of the two' };

function noList(list: string): FieldProblem {
  return { field: list, problem: 'is missing or no list', remedy: `Write {"${list}": [ … ]}` };
}

function placed<Entry>(
  { entry, unknownFields, problems, warnings }: SeedEntry<Entry>,
  place: (field: string) => string,
): Omit<SeedEntry<Entry>, 'name' | 'key'> {
  const at = (each: FieldProblem): FieldProblem => ({ ...each, field: place(each.field) });
  return { entry, unknownFields: unknownFields.map(place), problems: problems.map(at), warnings: warnings.map(at) };
}
