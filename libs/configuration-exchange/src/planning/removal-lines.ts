import type { EntryKind } from '../entry-kind.js';
import type { EntryLine } from '../exchange-line.js';
import type { PlannedRemoval, Removal } from '../exchanged-kind.js';

const NONE = { unknownFields: [], warnings: [] };

/** What became of something that is not in the document. @param removed the word for what was taken away, or on trial would be */
export function removalLine(
  kind: EntryKind,
  { entry: { name }, version }: PlannedRemoval,
  { removal, removed }: { readonly removal: Removal; readonly removed: 'removed' | 'absent' },
): EntryLine {
  if (removal.kind === 'refused') return { kind, name, outcome: { ...removal, ...NONE } };
  if (removal.kind === 'stale') return { kind, name, outcome: { kind: 'stale', ...NONE } };
  const { warnings = [] } = removal.kind === 'removed' ? removal : {};
  return { kind, name, outcome: { kind: removed, version, ...(warnings.length > 0 && { warnings }) } };
}
