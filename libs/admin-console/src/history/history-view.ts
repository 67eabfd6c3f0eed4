import type { HistoryEntry } from '#history/change-history.port';
import { differenceViews, type DifferenceView } from '../editing/difference-view.js';
import type { FieldSpec } from '../editing/field-spec.js';

/** Fields that tell nothing to people. */
const SILENT: ReadonlySet<string> = new Set(['pid', 'version', 'nodeId']);

/** A version as a row shows it. */
export function entryView({ id, action, at, actor, comment, fields }: HistoryEntry, path: string) {
  return {
    ...{ action: ACTIONS[action], at, actor, comment, fields },
    id: String(id),
    isFirst: action === 'present',
    href: `${path}/${String(id)}`,
  };
}

/** What is different from one version to another, in the words of the form. */
export function versionDifference(
  specs: readonly FieldSpec[],
  before: HistoryEntry['json'],
  after: HistoryEntry['json'],
): readonly DifferenceView[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !SILENT.has(name));
  const different = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return differenceViews(specs, before, after, different);
}

const ACTIONS = {
  created: 'made',
  changed: 'changed',
  archived: 'archived',
  present: 'as it was when its history began',
} as const;
