import type { AuditRow } from '../audit-row.js';

/** Where audit rows are kept. */
export interface AuditEventsStore {
  /** Stores all rows in one commit, or none; a row that is stored already, because a commit had an unknown outcome, is left as it is. */
  insert(rows: readonly AuditRow[]): Promise<void>;
  /** Makes the partitions that take rows of the month of `at` and of the month after it. */
  ensurePartitions(at: Date): Promise<void>;
}
