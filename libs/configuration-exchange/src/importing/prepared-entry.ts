import type { SeedVariables } from '#module-config/written-configuration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { DocumentEntry } from '../reading/document-entries.js';
import { withModule } from '../reading/entry-module.js';
import { fillVariables } from '../reading/entry-variables.js';

/** An entry that is ready to be taken over, or cannot be. */
export interface PreparedEntry extends DocumentEntry {
  /** Variables it lacks. */
  readonly problems: readonly FieldProblem[];
  /** See `BulkEntry`. */
  readonly expectedVersion?: number;
}

/**
 * An entry with its variables replaced, and what it need not say filled in. Those of a module stay: they are looked up whenever it starts. In
 * a script there are none: it is another language.
 */
export function preparedEntry<Entry extends DocumentEntry>(
  entry: Entry,
  variables: SeedVariables,
  defaults: Partial<ModuleKey>,
): Entry & PreparedEntry {
  const isKept = entry.kind === 'modules' || entry.kind === 'scripts';
  const filled = isKept ? { json: entry.json, problems: [] } : fillVariables(entry.json, variables);
  return { ...entry, json: withModule(filled.json, defaults), problems: filled.problems };
}
