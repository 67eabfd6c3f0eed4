import type { LoggerService, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { BrowserSessionStore } from './stores/browser-session.store.js';

const EVERY_MS = 10 * 60_000;
const MOST_PORTIONS = 100;

/** Removes sessions that are over, every ten minutes. Any number of processes may do so at once: locked rows are skipped. */
export class SessionPurge implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Pick<BrowserSessionStore, 'purge'>,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One round; a database that is away is tried again in the next. */
  async run(): Promise<void> {
    try {
      for (let portion = 0; portion < MOST_PORTIONS; portion++) if ((await this.store.purge()) === 0) return;
    } catch (error) {
      this.logger.warn(`Sessions that are over could not be removed: ${String(error)}`);
    }
  }
}
