import { HashThread } from './hash-thread.js';
import type { HashJob } from './hash-worker.js';

/** How much hashing one process does. */
export interface HashQueueLimits {
  /** Hashes computed at once; one on two cores keeps a core for everything else (ruling 65). */
  readonly threads: number;
  /** Attempts that may wait for a thread; more are told to come back (F-35). */
  readonly waiting: number;
}

export const DEFAULT_HASH_LIMITS: HashQueueLimits = { threads: 1, waiting: 50 };

/** The right to use the queue until it is given back. */
export interface HashSlot {
  run(job: HashJob): Promise<string | boolean>;
  /** Must be called exactly when the attempt is over; a second call does nothing. */
  leave(): void;
}

/**
 * Bounds what password hashing may cost. A slot is taken before anything else is done for an attempt, so a flood is turned away without a
 * statement. Jobs run in the order they came, on threads of their own.
 */
export class HashQueue {
  private readonly idle: HashThread[];
  private readonly threads: readonly HashThread[];
  private readonly waiting: ((thread: HashThread) => void)[] = [];
  private taken = 0;

  constructor(private readonly limits: HashQueueLimits = DEFAULT_HASH_LIMITS) {
    this.threads = Array.from({ length: limits.threads }, () => new HashThread());
    this.idle = [...this.threads];
  }

  /** A slot, or undefined when as many as may wait are waiting. */
  tryEnter(): HashSlot | undefined {
    if (this.taken >= this.limits.threads + this.limits.waiting) return undefined;
    return this.slot();
  }

  /** A slot whatever the queue's length: for seeds and administrators, who cannot be a flood. */
  enter(): HashSlot {
    return this.slot();
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private slot(): HashSlot {
    this.taken++;
    let left = false;
    return {
      run: (job) => this.run(job),
      leave: () => {
        if (left) return;
        left = true;
        this.taken--;
      },
    };
  }

  private async run(job: HashJob): Promise<string | boolean> {
    const thread = this.idle.pop() ?? (await new Promise<HashThread>((resolve) => this.waiting.push(resolve)));
    try {
      return await thread.run(job);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(thread);
      else next(thread);
    }
  }
}
