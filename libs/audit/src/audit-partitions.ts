import type { LoggerService } from '@nestjs/common';
import type { Clock } from '#protocol/clock';
import type { AuditEventsStore } from './stores/audit-events.store.js';

const TWICE_A_DAY = 12 * 60 * 60 * 1000; // ms

/** What {@link AuditPartitions} works with. */
export interface AuditPartitionsParts {
  readonly store: Pick<AuditEventsStore, 'ensurePartitions'>;
  readonly clock: Clock;
  readonly log: Pick<LoggerService, 'warn'>;
}

/** Keeps the partitions of this month and the next in being; without them rows go to the default partition, which loses no record. */
export class AuditPartitions {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: AuditPartitionsParts) {}

  /** Makes them now and twice a day from here on. A failure is logged only. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#ensure(), TWICE_A_DAY).unref();
    await this.#ensure();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #ensure(): Promise<void> {
    try {
      await this.parts.store.ensurePartitions(this.parts.clock.now());
    } catch (error) {
      this.parts.log.warn(`The audit partitions of the month could not be made: ${String(error)}`);
    }
  }
}
