import type { LoggerService } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { Clock } from '#protocol/clock';
import { randomId } from '#protocol/random';
import type { AuditEvent, AuditLog } from './audit.port.js';
import { type AuditRow, auditRow } from './audit-row.js';
import type { NameMasks } from './name-masks.js';
import { OwedRows } from './owed-rows.js';
import { storeEachAlone } from './store-each-alone.js';
import type { AuditEventsStore } from './stores/audit-events.store.js';

const MOST_WAITING = 5_000;
const LARGEST_BATCH = 500;
/** How long rows gather while many come, in milliseconds: a commit has a price of its own, whatever the number of its rows. */
const GATHERING = 8;

interface Waiting {
  readonly row: AuditRow;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** What {@link AuditWriter} works with. */
export interface AuditWriterParts {
  readonly store: AuditEventsStore;
  readonly clock: Clock;
  readonly nodeId: string;
  readonly masks: Pick<NameMasks, 'mask'>;
  readonly log: Pick<LoggerService, 'error' | 'warn'>;
}

/**
 * Group commit: records gather while earlier ones are being committed, so that one commit serves all who wait.
 *
 * A row gets its place in the sequence when it is accepted, and an accepted row is never dropped: where its commit failed, the caller is told so
 * and the row is owed until the database takes it. The state change that it tells of may well have been committed before (I5, F-57).
 */
export class AuditWriter implements AuditLog {
  readonly #waiting: Waiting[] = [];
  readonly #owed: OwedRows;
  readonly #nodeRun: string;
  #sequence = 0;
  #committing = false;
  #scheduled = false;
  #lastBatch = 0;

  constructor(private readonly parts: AuditWriterParts) {
    this.#owed = new OwedRows(parts.store, parts.log);
    this.#nodeRun = `${parts.nodeId}/${randomId().slice(0, 8)}`;
  }

  record(event: AuditEvent): Promise<void> {
    if (this.#waiting.length + this.#owed.size >= MOST_WAITING) {
      return Promise.reject(new DatabaseUnavailableError('too many audit records wait to be written'));
    }
    const row = this.#stamped(event);
    if (this.#owed.size > 0) return this.#behindOwed(row);
    const committed = new Promise<void>((resolve, reject) => this.#waiting.push({ row, resolve, reject }));
    this.#schedule();
    return committed;
  }

  /** Writes what is owed, once, and waits for nothing else; for the end of the process. Returns how many rows could not be written. */
  async close(): Promise<number> {
    await this.#owed.settle();
    this.#owed.stop();
    if (this.#owed.size > 0)
      this.parts.log.error(`${this.#owed.size} audit records could not be written before the process ended`);
    return this.#owed.size;
  }

  /** The first to come after an outage finds out that it is over: nobody is refused while the database answers. */
  async #behindOwed(row: AuditRow): Promise<void> {
    this.#owed.add([row]);
    while (this.#owed.has(row)) {
      const cause = await this.#owed.settle();
      if (cause !== undefined) throw new DatabaseUnavailableError('audit records are still to be written', { cause });
    }
  }

  #stamped(event: AuditEvent): AuditRow {
    const stamp = {
      id: randomId(),
      at: this.parts.clock.now().toISOString(),
      node_id: this.#nodeRun,
      sequence: this.#sequence + 1,
    };
    const row = auditRow(event, stamp, this.parts.masks);
    this.#sequence = stamp.sequence;
    return row;
  }

  /**
   * After this turn of the event loop, so that all requests it answers share the batch; while several come at a time, after a moment
   * more. Who comes alone never waits.
   */
  #schedule(): void {
    if (this.#scheduled || this.#committing) return;
    this.#scheduled = true;
    const begin = () => {
      this.#scheduled = false;
      void this.#commit(this.#waiting.splice(0, LARGEST_BATCH));
    };
    if (this.#lastBatch > 1 && this.#waiting.length < LARGEST_BATCH) setTimeout(begin, GATHERING);
    else setImmediate(begin);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    this.#committing = true;
    this.#lastBatch = batch.length;
    try {
      await this.parts.store.insert(batch.map(({ row }) => row));
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      await this.#recover(batch, cause);
    } finally {
      this.#committing = false;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }

  async #recover(batch: readonly Waiting[], cause: unknown): Promise<void> {
    const rows = batch.map(({ row }) => row);
    try {
      if (cause instanceof DatabaseUnavailableError) throw cause;
      await storeEachAlone(this.parts.store, rows, this.parts.log);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      this.#owed.add(rows);
      const refusal =
        error instanceof DatabaseUnavailableError
          ? error
          : new DatabaseUnavailableError('an audit record was not written', { cause: error });
      for (const { reject } of batch) reject(refusal);
    }
  }
}
