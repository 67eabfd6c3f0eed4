import type { ModuleConflict, ModuleWritten } from '#module-config/module-administration.port';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/user/json-fields';
import type { BulkOutcome } from '#protocol/administration/bulk-change';
import { unknownModule } from './unknown-module.js';

/**
 * What became of a module, as an exchange tells it.
 * @param before version of the definition before, 0 where there was none
 */
export function moduleOutcome(written: ModuleWritten | ChangeRefusal | ModuleConflict, before: number): BulkOutcome {
  const none = { unknownFields: [], warnings: [] };
  switch (written.kind) {
    case 'created':
    case 'unchanged':
      return { kind: written.kind, ...notesOf(written) };
    case 'changed':
      return { kind: 'changed', fields: written.changed, version: before, ...notesOf(written) };
    case 'conflict':
      return { kind: 'refused', problems: [{ field: 'moduleId', problem: written.reason, remedy: '' }], ...none };
    case 'unknown':
      return unknownModule('?');
    case 'stale':
      return { kind: 'stale', ...none };
    default:
      return { ...written, ...none };
  }
}

function notesOf({ unknownFields, warnings, status }: ModuleWritten): {
  readonly unknownFields: readonly string[];
  readonly warnings: readonly FieldProblem[];
} {
  const failed = status?.state === 'FAILED' ? status.problems : [];
  return {
    unknownFields,
    warnings: [
      ...warnings.map((problem) => ({ field: '', problem, remedy: '' })),
      ...failed.map(({ key, problem, remedy }) => ({ field: key, problem, remedy })),
    ],
  };
}
