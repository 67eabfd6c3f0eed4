import type { ScriptLimits, ScriptUse } from '../script-job.js';
import { threadClock, type RunClock } from './thread-time.js';

/** A bound that ends a run, whatever the script does then. */
export type Overrun = 'compute-limit' | 'time-limit' | 'host-call-limit';

/**
 * Counts what a run uses. Computing is what its thread has of a processor: neither calls of the host (ruling 36) nor a busy machine, on which the
 * thread has to wait for its turn, are the script's doing.
 */
export class Meter {
  private readonly limits: Pick<ScriptLimits, 'computeMillis' | 'hostCalls'>;
  private readonly totalMillis: number;
  private readonly clock: RunClock;
  private readonly begun: number;
  private readonly computedBefore: number;
  private hostMillis = 0;
  private hostCalls = 0;
  private over: Overrun | undefined;

  /** @param totalMillis after which the run is over, calls of the host included */
  constructor(limits: Pick<ScriptLimits, 'computeMillis' | 'hostCalls'>, totalMillis: number, clock = threadClock) {
    this.limits = limits;
    this.totalMillis = totalMillis;
    this.clock = clock;
    this.begun = clock.now();
    this.computedBefore = clock.computed();
  }

  get overrun(): Overrun | undefined {
    return this.over;
  }

  /** Whether the run has to end. Once it is so it stays so. */
  isSpent(): boolean {
    if (this.clock.computed() - this.computedBefore > this.limits.computeMillis) this.over ??= 'compute-limit';
    else if (this.clock.now() - this.begun > this.totalMillis) this.over ??= 'time-limit';
    return this.over !== undefined;
  }

  stop(reason: Overrun): void {
    this.over ??= reason;
  }

  /** Counts a call of the host, and says whether there may be one more. */
  mayCall(): boolean {
    if (this.over !== undefined) return false;
    if (this.hostCalls >= this.limits.hostCalls) this.over = 'host-call-limit';
    else this.hostCalls++;
    return this.over === undefined;
  }

  /** Work outside the engine that the script waits for. */
  away<T>(work: () => T): T {
    const left = this.clock.now();
    try {
      return work();
    } finally {
      this.hostMillis += this.clock.now() - left;
    }
  }

  use(): Omit<ScriptUse, 'memoryBytes'> {
    const { hostMillis, hostCalls } = this;
    // As it was felt: what the system counts is rounded to its ticks.
    return { computeMillis: this.clock.now() - this.begun - hostMillis, hostMillis, hostCalls };
  }
}

/** What an overrun is told as. */
export function overrunDetail(reason: Overrun, { computeMillis, hostCalls }: ScriptLimits): string {
  switch (reason) {
    case 'compute-limit':
      return `more than ${String(computeMillis)} ms of computing`;
    case 'host-call-limit':
      return `more than ${String(hostCalls)} calls of the host`;
    case 'time-limit':
      return 'not over in the time it has in all';
  }
}
