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
  readonly #rows = new Set<AuditRow>();
  #timer: NodeJS.Timeout | undefined;
  #pause = FIRST_PAUSE;
  #settling: Promise<unknown> | undefined;

  constructor(
    private readonly store: AuditEventsStore,
    private readonly log: Pick<LoggerService, 'error' | 'warn'>,
  ) {}

  get size(): number {
    return this.#rows.size;
  }

  add(rows: readonly AuditRow[]): void {
    if (this.size === 0) this.log.warn('Audit records cannot be written now; they are kept and tried again');
    for (const row of rows) this.#rows.add(row);
    this.#tryLater();
  }

  has(row: AuditRow): boolean {
    return this.#rows.has(row);
  }

  /** Tries now, or joins the try under way. Resolves with what stood in the way of the rows that stay owed. */
  settle(): Promise<unknown> {
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
      void this.settle().then((failure) => {
        this.#pause = this.size === 0 ? FIRST_PAUSE : Math.min(this.#pause * 2, LONGEST_PAUSE);
        if (this.size === 0) return;
        this.log.warn(`${this.size} audit records still wait for the database: ${String(failure)}`);
        this.#tryLater();
      });
    }, this.#pause).unref();
  }

  async #storeAll(): Promise<unknown> {
    try {
      while (this.size > 0) {
        const batch = [...this.#rows].slice(0, LARGEST_BATCH);
        await this.#store(batch);
        for (const row of batch) this.#rows.delete(row);
      }
      return undefined;
    } catch (error) {
      return error;
    }
  }

  async #store(batch: readonly AuditRow[]): Promise<void> {
    try {
      await this.store.insertMissing(batch);
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) throw error;
      await storeEachAlone(this.store, batch, this.log);
    }
  }
}
