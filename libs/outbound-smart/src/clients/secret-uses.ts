import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ClientSecret } from '#protocol/client/client';
import { CLIENT_SECRET_STORE, type ClientSecretStore } from '../stores/client-secret.store.js';

/** Milliseconds between two writes: so exactly is it known when a secret was last used. */
const EVERY = 60_000;
/** Secrets of one statement. */
const PORTION = 1_000;

/** Remembers which secrets were used and writes it down once a minute, beside all requests. What is not written is not worth a failure. */
@Injectable()
export class SecretUses implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('SecretUses');
  /** Time of the last use by the secret's pid, on the monotonic clock. */
  private uses = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(CLIENT_SECRET_STORE) private readonly store: ClientSecretStore) {}

  note({ pid }: ClientSecret): void {
    this.uses.set(pid, performance.now());
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.write(), EVERY).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  /** Writes what was noted since the last time; a database that is away is told with the next. */
  async write(): Promise<void> {
    const uses = [...this.uses];
    this.uses = new Map();
    try {
      for (let start = 0; start < uses.length; start += PORTION)
        await this.store.noteUses(uses.slice(start, start + PORTION).map(ago));
    } catch (error) {
      this.uses = new Map([...uses, ...this.uses]);
      this.logger.warn(`The last use of client secrets could not be written down: ${String(error)}`);
    }
  }
}

function ago([pid, usedAt]: readonly [pid: number, usedAt: number]) {
  return { pid, secondsAgo: (performance.now() - usedAt) / 1_000 };
}
