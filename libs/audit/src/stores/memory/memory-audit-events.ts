import type { AuditRow } from '../../audit-row.js';
import type { AuditEventsStore } from '../audit-events.store.js';

/** {@link AuditEventsStore} of one process, for tests without a database. */
export class MemoryAuditEvents implements AuditEventsStore {
  readonly rows: AuditRow[] = [];
  /** How many rows each successful call stored, so that a test can see batches. */
  readonly commits: number[] = [];

  insert(rows: readonly AuditRow[]): Promise<void> {
    this.rows.push(...rows);
    this.commits.push(rows.length);
    return Promise.resolve();
  }

  insertMissing(rows: readonly AuditRow[]): Promise<void> {
    return this.insert(rows.filter((row) => !this.rows.some((stored) => stored.id === row.id)));
  }

  ensurePartitions(): Promise<void> {
    return Promise.resolve();
  }
}
