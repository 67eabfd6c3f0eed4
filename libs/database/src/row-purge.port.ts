import type { LoggerService, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { BackgroundWork } from './background-work.port.js';

/** So often that it removes rows faster than one process can make them. */
const EVERY_MS = 60_000;
/** Portions of one round, so that a huge backlog does not keep the database busy for the rest of the day (F-47). */
const MOST_PORTIONS = 100;

/** What a purge removes and how it says that it could not. */
export interface RowPurgeParts {
  /** Name of the rows, for the log: `browser sessions`. */
  readonly rows: string;
  /** Removes one portion, at most 1,000 rows, skipping locked ones; returns how many. */
  readonly portion: () => Promise<number>;
  readonly logger: Pick<LoggerService, 'warn'>;
  readonly background: BackgroundWork;
}

/** Removes rows that no longer matter, every minute, where background work is done. Any number of processes may do so at once. */
export class RowPurge implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: RowPurgeParts) {}

  onModuleInit(): void {
    if (this.parts.background.isDoneHere) this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One round; a database that is away is tried again in the next. */
  async run(): Promise<void> {
    const { rows, portion, logger } = this.parts;
    try {
      for (let count = 0; count < MOST_PORTIONS; count++) if ((await portion()) === 0) return;
    } catch (error) {
      logger.warn(`Outdated ${rows} could not be removed: ${String(error)}`);
    }
  }
}
