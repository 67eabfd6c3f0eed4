import type { BulkOutcome } from '#protocol/administration/bulk-change';

/** An entry whose module is none, or cannot own such entries. */
export function unknownModule(moduleId: string): BulkOutcome {
  const problem = moduleId === '' ? 'is not set, and there is not just one module it could be' : 'is no such module';
  const remedy = 'Name a module of this server that can own the entry, or import its module first';
  return { kind: 'refused', problems: [{ field: 'moduleId', problem, remedy }], unknownFields: [], warnings: [] };
}
