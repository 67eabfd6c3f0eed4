import type { LoggerService } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { AuditRow } from './audit-row.js';
import { storeEachAlone } from './store-each-alone.js';
import type { AuditEventsStore } from './stores/audit-events.store.js';

const LARGEST_BATCH = 500;
const FIRST_PAUSE = 250; // ms
const LONGEST_PAUSE = 4_000; // ms; the server works again within 5 s of the database (F-13)

/** Accepted rows whose commit failed or has an unknown outcome. Tried again until stored; a row that was stored after all is not doubled. */
export class OwedRows {
  #rows: AuditRow[] = [];
  #timer: NodeJS.Timeout | undefined;
  #pause = FIRST_PAUSE;
  #settling: Promise<void> | undefined;

  constructor(
    private readonly store: AuditEventsStore,
    private readonly log: Pick<LoggerService, 'error' | 'warn'>,
  ) {}

  get size(): number {
    return this.#rows.length;
  }

  add(rows: readonly AuditRow[]): void {
    if (this.#rows.length === 0) this.log.warn('Audit records cannot be written now; they are kept and tried again');
    this.#rows.push(...rows);
    this.#tryLater();
  }

  /** Tries now; rows that still cannot be stored stay owed. */
  settle(): Promise<void> {
    this.#settling ??= this.#storeAll().finally(() => (this.#settling = undefined));
    return this.#settling;
  }

  /** Ends the trying. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tryLater(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.settle().then(() => {
        this.#pause = this.size === 0 ? FIRST_PAUSE : Math.min(this.#pause * 2, LONGEST_PAUSE);
        if (this.size > 0) this.#tryLater();
      });
    }, this.#pause).unref();
  }

  async #storeAll(): Promise<void> {
    try {
      while (this.#rows.length > 0) {
        const batch = this.#rows.slice(0, LARGEST_BATCH);
        await this.#store(batch);
        this.#rows.splice(0, batch.length);
      }
    } catch (error) {
      this.log.warn(`${this.size} audit records still wait for the database: ${String(error)}`);
    }
  }

  async #store(batch: readonly AuditRow[]): Promise<void> {
    try {
      await this.store.insert(batch);
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) throw error;
      await storeEachAlone(this.store, batch, this.log);
    }
  }
}
