import type { AuditRow } from '../audit-row.js';

/** Where audit rows are kept. */
export interface AuditEventsStore {
  /** Stores new rows in one commit, or none of them. */
  insert(rows: readonly AuditRow[]): Promise<void>;
  /** The same for rows of which a commit had an unknown outcome: one that is there already is left as it is. */
  insertMissing(rows: readonly AuditRow[]): Promise<void>;
  /** Makes the partitions that take rows of the month of `at` and of the month after it. */
  ensurePartitions(at: Date): Promise<void>;
}
