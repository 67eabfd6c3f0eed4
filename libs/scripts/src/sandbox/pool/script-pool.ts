import { availableParallelism } from 'node:os';
import { SharedPlaces } from '#slow-hashing/shared-places.port';
import type { ScriptFailureReason } from '../../script-failure.port.js';
import { CallingPlaces } from './calling-places.js';
import { ComputeSlots } from './compute-slots.js';
import { shortened } from '../engine/guest-error.js';
import { HolderCounts } from './holder-counts.js';
import { RunInThread, type ThreadEnd } from '../runs/run-in-thread.js';
import { RunQueue } from './run-queue.js';
import { holderOf, type Sandbox, type SandboxRun } from '../sandbox.js';
import type { ScriptOutcome } from '../script-job.js';
import { ScriptThread } from '../threads/script-thread.js';
import { ScriptThreads } from './script-threads.js';
import { threeQuarters } from './three-quarters.js';

/** How large the pool may grow, and what its threads are. */
export interface PoolLimits {
  /** Threads at most, about 25 MiB each: every run has one, also while it waits for the host. A holder gets three quarters of them. */
  readonly threads: number;
  /** Threads that compute at once. A holder gets three quarters of them. */
  readonly computing: number;
  /** Runs that wait for a thread. Of these places and those of the threads together a holder gets half. */
  readonly waiting: number;
  /** MiB of a run. */
  readonly memoryMib: number;
  readonly startThread: (memoryMib: number) => Promise<ScriptThread>;
}

const usual: PoolLimits = {
  threads: 16,
  computing: Math.max(2, availableParallelism() - 1),
  waiting: 200,
  memoryMib: 64,
  startThread: (memoryMib) => ScriptThread.start(memoryMib),
};

/** A run on its way to an outcome. */
interface PlacedRun {
  readonly run: SandboxRun;
  readonly holder: string;
  readonly isUnwanted: () => boolean;
  /** Milliseconds of `performance.now()` at which it is over. */
  readonly endsAt: number;
  /** Whether it may call the host: it has a place for that. */
  isCalling: boolean;
}

interface WaitingRun {
  readonly holder: string;
  readonly begin: (thread: ScriptThread) => void;
  /** There will be no thread for it. */
  readonly turnAway: (detail: string) => void;
}

/** {@link Sandbox} on worker threads. Holders take turns, and one who runs much leaves threads and places to others. */
export class ScriptPool implements Sandbox {
  private readonly limits: PoolLimits;
  private readonly threads: ScriptThreads;
  private readonly slots: ComputeSlots;
  private readonly places: SharedPlaces;
  private readonly queue = new RunQueue<WaitingRun>();
  /** Those that wanted to call the host when there was no place for it: they begin with one. */
  private readonly callers = new RunQueue<WaitingRun>();
  private readonly calling: CallingPlaces;
  private readonly running = new HolderCounts();
  private readonly inFlight = new Set<Promise<unknown>>();
  private isClosing = false;

  constructor(limits: Partial<PoolLimits> = {}) {
    this.limits = { ...usual, ...limits };
    const { threads, computing, waiting, memoryMib } = this.limits;
    this.threads = new ScriptThreads({
      most: threads,
      startThread: () => this.limits.startThread(memoryMib),
      onIdle: () => this.fill(),
      onFailed: (cause) => this.turnAway(cause),
    });
    this.calling = new CallingPlaces(() => this.threads.count);
    this.slots = new ComputeSlots(computing, () => this.fill());
    this.places = new SharedPlaces(threads + waiting);
  }

  /** Starts a thread, unless there is one, so that the first run need not wait for it. */
  warm(): void {
    this.threads.startFirst();
  }

  /** @param isUnwanted asked when its turn has come: it may have become useless meanwhile */
  async run(run: SandboxRun, isUnwanted: () => boolean = () => false): Promise<ScriptOutcome> {
    if (this.isClosing) return busy(STOPPING);
    const holder = holderOf(run);
    const leave = this.places.tryEnter(holder);
    if (leave === undefined) return busy('too many runs are waiting');
    const outcome = this.placed({ run, holder, isUnwanted });
    this.inFlight.add(outcome);
    try {
      return await outcome;
    } finally {
      this.inFlight.delete(outcome);
      leave();
    }
  }

  /** Lets runs finish for so many milliseconds, takes no more, and ends the threads. */
  async close(millis = 5_000): Promise<void> {
    this.isClosing = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, millis)));
    await Promise.race([Promise.all(this.inFlight), late]);
    clearTimeout(timer);
    await this.threads.close();
    this.turnAll(STOPPING);
  }

  /** Where no thread is left that could take them, those who wait would wait for nothing. */
  private turnAway(cause: unknown): void {
    if (this.threads.count === 0)
      this.turnAll(
        `no script thread can start: ${cause instanceof Error ? shortened(cause.message) : 'unknown cause'}`,
      );
  }

  private turnAll(detail: string): void {
    const anybody = (): boolean => true;
    for (const queue of [this.callers, this.queue])
      for (let next = queue.next(anybody); next !== undefined; next = queue.next(anybody)) next.turnAway(detail);
  }

  private async placed(wanted: Pick<PlacedRun, 'run' | 'holder' | 'isUnwanted'>): Promise<ScriptOutcome> {
    const placed = { ...wanted, endsAt: performance.now() + wanted.run.totalMillis, isCalling: false };
    const first = await this.attempt(placed, this.queue);
    const outcome = first === 'put-back' ? await this.attempt(placed, this.callers) : first;
    // Whoever begins with a place is not put back.
    return outcome === 'put-back' ? busy(NO_THREAD) : outcome;
  }

  private async attempt(placed: PlacedRun, queue: RunQueue<WaitingRun>): Promise<ThreadEnd['outcome']> {
    const { run, holder } = placed;
    const thread = await this.thread(placed, queue);
    if ('kind' in thread) return thread;
    placed.isCalling = queue === this.callers;
    const mayCall = (): boolean => (placed.isCalling ||= this.mayCall(holder));
    const left = Math.max(1, placed.endsAt - performance.now());
    const end = placed.isUnwanted() ? UNWANTED : await new RunInThread(thread, run, this.slots, mayCall).outcome(left);
    this.running.remove(holder);
    if (placed.isCalling) this.calling.give(holder);
    void this.release(thread, holder, end);
    return end.outcome;
  }

  /** Nobody goes before those who were put back. */
  private mayCall(holder: string): boolean {
    if (this.callers.has((each) => each === holder) || !this.calling.isFreeFor(holder)) return false;
    this.calling.take(holder);
    return true;
  }

  /** First the thread, then its slot: whoever gets the slot needs a thread. One that is ended may compute for a moment still. */
  private async release(thread: ScriptThread, holder: string, { isUsable, hasSlot }: ThreadEnd): Promise<void> {
    await this.threads.giveBack(thread, isUsable);
    if (hasSlot) this.slots.give(holder);
    else this.fill();
  }

  /** A thread, with a slot to compute and counted as the holder's; or why there is none, such as that the run's time was over before. */
  private thread({ holder, endsAt }: PlacedRun, queue: RunQueue<WaitingRun>): Promise<ScriptThread | ScriptOutcome> {
    return new Promise((resolve) => {
      const settle = (thread: ScriptThread | ScriptOutcome): void => {
        clearTimeout(timer);
        resolve(thread);
      };
      const waiting: WaitingRun = { holder, begin: settle, turnAway: (detail) => settle(busy(detail)) };
      const timer = setTimeout(() => {
        queue.remove(holder, waiting);
        settle(busy(NO_THREAD));
      }, endsAt - performance.now());
      queue.add(holder, waiting);
      this.fill();
    });
  }

  /** Gives free threads and slots to those who wait: first to those who were put back, where they may call by now. */
  private fill(): void {
    while (this.slots.isFree && this.beginNext());
    // More threads are more places to call.
    if (this.callers.has((holder) => !this.calling.isFreeFor(holder))) this.threads.startAnother();
  }

  /** Whether there may be one more. */
  private beginNext(): boolean {
    const hasShare = (holder: string): boolean =>
      this.slots.isFreeFor(holder) && this.running.of(holder) < threeQuarters(this.limits.threads);
    const mayReturn = (holder: string): boolean => hasShare(holder) && this.calling.isFreeFor(holder);
    if (!this.callers.has(mayReturn) && !this.queue.has(hasShare)) return false;
    const thread = this.threads.takeIdle();
    if (thread === undefined) {
      this.threads.startAnother();
      return false;
    }
    const returning = this.callers.next(mayReturn);
    const next = returning ?? this.queue.next(hasShare);
    if (next === undefined) return false;
    if (returning !== undefined) this.calling.take(next.holder);
    this.slots.take(next.holder);
    this.running.add(next.holder);
    next.begin(thread);
    return true;
  }
}

/** Nothing was run. */
function failed(reason: ScriptFailureReason, detail: string): ScriptOutcome {
  return { kind: 'failed', reason, detail, use: { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 } };
}

/** It had no part in it, and another time there may be more room. */
function busy(detail: string): ScriptOutcome {
  return failed('busy', detail);
}

const NO_THREAD = 'no thread was free in time';
const STOPPING = 'the server is stopping';
/** Nothing was begun: the thread is as it was. */
const UNWANTED: ThreadEnd = {
  outcome: failed('suspended', 'left alone while it waited for its turn'),
  ...{ isUsable: true, hasSlot: true },
};
