import type { LoggerService, OnModuleDestroy, OnModuleInit } from '@nestjs/common';

/** Milliseconds between two writes: so exactly is it known when somebody was last active. */
const EVERY = 60_000;
/** Users of one statement. */
const PORTION = 1_000;

/** What writes it down and tells that it could not. */
export interface UserActivityParts {
  readonly write: (active: readonly { readonly pid: number; readonly secondsAgo: number }[]) => Promise<void>;
  readonly logger: Pick<LoggerService, 'warn'>;
}

/** Remembers who was active, and writes it down once a minute beside all requests. What is not written is not worth a failure. */
export class UserActivity implements OnModuleInit, OnModuleDestroy {
  /** Time of the last activity by pid, on the monotonic clock. */
  private active = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: UserActivityParts) {}

  note(pid: number): void {
    this.active.set(pid, performance.now());
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
    const active = [...this.active];
    this.active = new Map();
    try {
      for (let start = 0; start < active.length; start += PORTION)
        await this.parts.write(active.slice(start, start + PORTION).map(ago));
    } catch (error) {
      this.active = new Map([...active, ...this.active]);
      this.parts.logger.warn(`The last activity of users could not be written down: ${String(error)}`);
    }
  }
}

function ago([pid, at]: readonly [pid: number, at: number]) {
  return { pid, secondsAgo: (performance.now() - at) / 1_000 };
}
