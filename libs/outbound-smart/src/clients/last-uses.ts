import { Logger } from '@nestjs/common';

/** Milliseconds between two writes: so exactly is it known when something was last used. */
const EVERY = 60_000;
/** Uses of one statement. */
const PORTION = 1_000;

/** Something was used so many seconds ago. */
export interface LastUse<Key> {
  readonly key: Key;
  readonly secondsAgo: number;
}

/** What is used, and where that is written down. */
export interface LastUsesParts<Key> {
  /** For the log: `client secrets`. */
  readonly what: string;
  readonly write: (uses: readonly LastUse<Key>[]) => Promise<void>;
}

/** Remembers what was used and writes it down once a minute, beside all requests. What is not written is not worth a failure. */
export class LastUses<Key> {
  private readonly logger = new Logger('LastUses');
  /** Time of the last use, on the monotonic clock. */
  private uses = new Map<Key, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: LastUsesParts<Key>) {}

  note(key: Key): void {
    this.uses.set(key, performance.now());
  }

  start(): void {
    this.timer = setInterval(() => void this.write(), EVERY).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  /** Writes what was noted since the last time; a database that is away is told with the next. */
  async write(): Promise<void> {
    const uses = [...this.uses];
    this.uses = new Map();
    try {
      for (let start = 0; start < uses.length; start += PORTION)
        await this.parts.write(uses.slice(start, start + PORTION).map(ago));
    } catch (error) {
      this.uses = new Map([...uses, ...this.uses]);
      this.logger.warn(`The last use of ${this.parts.what} could not be written down: ${String(error)}`);
    }
  }
}

function ago<Key>([key, usedAt]: readonly [Key, number]): LastUse<Key> {
  return { key, secondsAgo: (performance.now() - usedAt) / 1_000 };
}
