import type { AuditRow } from '../audit-row.js';

/** Where audit rows are kept. */
export interface AuditEventsStore {
  /** Stores all rows in one commit, or none. */
  insert(rows: readonly AuditRow[]): Promise<void>;
  /** As {@link insert}, but leaves out rows that are stored already: for rows whose first commit had an unknown outcome. */
  insertMissing(rows: readonly AuditRow[]): Promise<void>;
  /** Makes the partitions that take rows of the month of `at` and of the month after it. */
  ensurePartitions(at: Date): Promise<void>;
}
