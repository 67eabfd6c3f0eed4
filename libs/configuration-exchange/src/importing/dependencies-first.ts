import { isJsonObject } from '#protocol/json/json-object';
import { textOf } from '../reading/entry-module.js';

/** Ids of the modules that a module of the administration API depends on. */
export function dependenciesOf(json: unknown): readonly string[] {
  const list = isJsonObject(json) ? json.dependencies : undefined;
  return Array.isArray(list) ? list.map((each: unknown) => textOf(each, 'moduleId')).filter((id) => id !== '') : [];
}

/** The modules in an order in which each comes after those it depends on; as they were where they depend on each other. */
export function dependenciesFirst<Entry extends { readonly json: unknown }>(
  entries: readonly Entry[],
): readonly Entry[] {
  const byId = new Map(entries.map((entry) => [textOf(entry.json, 'moduleId'), entry]));
  const ordered = new Set<Entry>();
  const visit = (entry: Entry, path: ReadonlySet<Entry>): void => {
    if (ordered.has(entry) || path.has(entry)) return;
    for (const id of dependenciesOf(entry.json)) {
      const needed = byId.get(id);
      if (needed !== undefined) visit(needed, new Set([...path, entry]));
    }
    ordered.add(entry);
  };
  for (const entry of entries) visit(entry, new Set());
  return [...ordered];
}
