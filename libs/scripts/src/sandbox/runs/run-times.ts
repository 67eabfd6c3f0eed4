import type { Overrun } from '../engine/meter.js';
import { Stopwatch } from './stopwatch.js';

/** Milliseconds that the engine has to stop by itself, before its thread is ended. */
const GRACE = 50;

/** Who knows what a thread has had of a processor, and is told that a run's time is over. */
export interface TimedRun {
  readonly computeMillis: number;
  /** Of its thread, for this run; undefined where nobody knows. */
  computedMillis(): number | undefined;
  /** The time it has in all is over. */
  overdue(): void;
  /** It should have ended by now: its thread has to be ended. */
  spent(reason: Overrun): void;
}

/** The time of one run as it is seen from outside its thread: of computing, of calls of the host, in all. */
export class RunTimes {
  private readonly computing = new Stopwatch();
  private readonly away = new Stopwatch();
  private deadline: NodeJS.Timeout | undefined;
  private ending: NodeJS.Timeout | undefined;
  private lastHearing: NodeJS.Immediate | undefined;
  private isLate = false;

  constructor(private readonly run: TimedRun) {}

  /** Whether the host works for it. */
  get isAway(): boolean {
    return this.away.isRunning;
  }

  get isOverdue(): boolean {
    return this.isLate;
  }

  /** Milliseconds so far. */
  get used(): { readonly computeMillis: number; readonly hostMillis: number } {
    return { computeMillis: this.computing.millis, hostMillis: this.away.millis };
  }

  /** @param totalMillis that it has in all */
  begin(totalMillis: number): void {
    this.deadline = setTimeout(() => this.overdue(), totalMillis);
    this.compute();
  }

  /** From now on it computes. */
  compute(): void {
    this.return();
    this.endIn(this.run.computeMillis + GRACE - this.computing.millis);
  }

  /** From now on the host works. */
  leave(): void {
    this.spare();
    this.computing.stop();
    this.away.start();
  }

  /** It has no way on: what it still does of its own is little. */
  endSoon(): void {
    this.return();
    this.endIn(GRACE);
  }

  /** It is over. */
  stop(): void {
    clearTimeout(this.deadline);
    this.spare();
    this.computing.stop();
    this.away.stop();
  }

  private return(): void {
    this.away.stop();
    this.computing.start();
  }

  private overdue(): void {
    this.isLate = true;
    this.run.overdue();
  }

  private endIn(millis: number): void {
    this.spare();
    // After what the thread has said meanwhile is heard: it may be this one that was late.
    this.ending = setTimeout(() => (this.lastHearing = setImmediate(() => this.end())), millis);
  }

  private spare(): void {
    clearTimeout(this.ending);
    clearImmediate(this.lastHearing);
  }

  private end(): void {
    const owed = this.isLate ? 0 : this.owedMillis();
    if (owed > 0) this.endIn(owed + GRACE);
    else this.run.spent(this.isLate ? 'time-limit' : 'compute-limit');
  }

  /** Of the time that it may compute, what a busy machine has not given it yet. */
  private owedMillis(): number {
    const { computeMillis } = this.run;
    return computeMillis - (this.run.computedMillis() ?? computeMillis);
  }
}
