import type { LoggerService, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { SignInStore } from './stores/sign-in.store.js';

const EVERY_MS = 10 * 60_000;
const MOST_PORTIONS = 100;

/** Removes counts of failures and devices that no longer matter, every ten minutes. Any number of processes may do so at once. */
export class SignInPurge implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Pick<SignInStore, 'purge'>,
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
      this.logger.warn(`Old sign-in counts could not be removed: ${String(error)}`);
    }
  }
}
