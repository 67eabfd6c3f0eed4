import type { AuditLog } from '#audit/audit.port';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { ModuleAuthor } from '../module-administration.port.js';

/** One change of a module. */
export interface ModuleChangeRecord {
  readonly moduleId: string;
  readonly author: ModuleAuthor;
  /** What was done: `created`, `set`, `archived`, `start`, `stop`, `restart`. */
  readonly change: string;
  /** Keys only: values may be secrets (V-102). */
  readonly keys?: readonly string[];
}

/** Leaves one audit record of a change that was made. */
export async function recordModuleChange(audit: AuditLog, record: ModuleChangeRecord): Promise<void> {
  const { moduleId, author, change, keys } = record;
  await audit.record({
    ...{ moduleId, kind: 'MODULE_CHANGE', outcome: 'success' },
    ...recordedAuthor(author),
    detail: { change, actor: author.actor, ...(keys && { keys }) },
  });
}
