import { SharedPlaces } from '#slow-hashing/shared-places.port';
import { shortened } from '../engine/guest-error.js';
import { RunInThread, type ThreadEnd, type ThreadPlace } from '../runs/run-in-thread.js';
import { holderOf, type Sandbox, type SandboxRun } from '../sandbox.js';
import type { ScriptOutcome } from '../script-job.js';
import type { ScriptThread } from '../threads/script-thread.js';
import { busy, NO_THREAD, STOPPING, TOO_MANY, UNWANTED } from './not-begun.js';
import { usualLimits, type PoolLimits } from './pool-limits.js';
import { HolderCounts } from './holder-counts.js';
import { PoolShares } from './pool-shares.js';
import type { RunLine } from './run-queue.js';
import { ScriptThreads } from './script-threads.js';
import { WaitingRuns, type WaitingLine } from './waiting-runs.js';

/** A run on its way to an outcome. */
interface PlacedRun {
  readonly run: SandboxRun;
  readonly holder: string;
  /** For whom the holder wants it; empty where nobody knows. */
  readonly countsAs: string;
  readonly isUnwanted: () => boolean;
  /** Milliseconds of `performance.now()` at which it is over. */
  readonly endsAt: number;
  /** Whether it may call the host: it has a place for that. */
  isCalling: boolean;
}

/** {@link Sandbox} on worker threads. Holders take turns, and one who runs much leaves threads and places to others. */
export class ScriptPool implements Sandbox {
  private readonly threads: ScriptThreads;
  private readonly shares: PoolShares;
  private readonly places: SharedPlaces;
  private readonly placesOfOne = new HolderCounts();
  private readonly mostOfOne: number;
  private readonly waiting = new WaitingRuns();
  private readonly inFlight = new Set<Promise<unknown>>();
  private isClosing = false;

  constructor(limits: Partial<PoolLimits> = {}) {
    const { threads, computing, waiting, memoryMib, startThread, onOutage } = { ...usualLimits, ...limits };
    this.threads = new ScriptThreads({
      most: threads,
      startThread: () => startThread(memoryMib),
      onIdle: () => this.fill(),
      onFailed: (cause) => this.turnAway(cause),
      onOutage: (cause) => onOutage(reasonOf(cause)),
    });
    this.shares = new PoolShares({ threads, computing, count: () => this.threads.count, onFree: () => this.fill() });
    this.places = new SharedPlaces(threads + waiting);
    this.mostOfOne = Math.ceil((threads + waiting) / 4);
  }

  /** Starts a thread, unless there is one, so that the first run need not wait for it. */
  warm(): void {
    this.threads.startFirst();
  }

  /** False while no thread can start and there is none; whoever asks has it tried again. */
  canRun(): boolean {
    if (!this.threads.isOut) return true;
    this.threads.startFirst();
    return false;
  }

  /** @param isUnwanted asked when its turn has come: it may have become useless meanwhile */
  async run(run: SandboxRun, isUnwanted: () => boolean = () => false): Promise<ScriptOutcome> {
    if (this.isClosing) return busy(STOPPING);
    const holder = holderOf(run);
    const countsAs = run.subject?.countsAs ?? '';
    const leave = this.enter({ holder, countsAs });
    if (leave === undefined) return busy(TOO_MANY);
    const outcome = this.placed({ run, holder, countsAs, isUnwanted });
    this.inFlight.add(outcome);
    try {
      return await outcome;
    } finally {
      this.inFlight.delete(outcome);
      leave();
    }
  }

  /** A place of the holder, of whose half nobody that it runs scripts for has more than half. Call what is returned once, to leave it. */
  private enter({ holder, countsAs }: RunLine): (() => void) | undefined {
    const one = `${holder}\n${countsAs}`;
    if (countsAs !== '' && this.placesOfOne.of(one) >= this.mostOfOne) return undefined;
    const leave = this.places.tryEnter(holder);
    if (leave === undefined) return undefined;
    this.placesOfOne.add(one);
    return () => {
      this.placesOfOne.remove(one);
      leave();
    };
  }

  /** Lets runs finish for so many milliseconds, takes no more, and ends the threads. */
  async close(millis = 5_000): Promise<void> {
    this.isClosing = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, millis)));
    await Promise.race([Promise.all(this.inFlight), late]);
    clearTimeout(timer);
    await this.threads.close();
    this.waiting.turnAllAway(STOPPING);
  }

  /** Where no thread is left that could take them, those who wait would wait for nothing. */
  private turnAway(cause: unknown): void {
    if (this.threads.count === 0) this.waiting.turnAllAway(`no script thread can start: ${reasonOf(cause)}`);
  }

  private async placed(wanted: Omit<PlacedRun, 'endsAt' | 'isCalling'>): Promise<ScriptOutcome> {
    const placed = { ...wanted, endsAt: performance.now() + wanted.run.totalMillis, isCalling: false };
    const first = await this.attempt(placed, 'others');
    const outcome = first === 'put-back' ? await this.attempt(placed, 'callers') : first;
    // Whoever begins with a place is not put back.
    return outcome === 'put-back' ? busy(NO_THREAD) : outcome;
  }

  private async attempt(placed: PlacedRun, line: WaitingLine): Promise<ThreadEnd['outcome']> {
    const { run, holder, endsAt } = placed;
    const waited = this.waiting.wait(line, placed, endsAt);
    this.fill();
    const thread = await waited;
    if ('kind' in thread) return thread;
    placed.isCalling = line === 'callers';
    const left = Math.max(1, endsAt - performance.now());
    const end = placed.isUnwanted() ? UNWANTED : await new RunInThread(thread, run, this.placeOf(placed)).outcome(left);
    this.shares.end(holder, placed.isCalling);
    void this.release(thread, holder, end);
    return end.outcome;
  }

  private placeOf(placed: PlacedRun): ThreadPlace {
    const { holder } = placed;
    return {
      mayCall: () => (placed.isCalling ||= this.mayCall(holder)),
      giveSlot: () => this.shares.slots.give(holder),
      takeSlot: () => this.shares.slots.resume(holder),
    };
  }

  /** Nobody goes before those who were put back. */
  private mayCall(holder: string): boolean {
    const { calling } = this.shares;
    if (this.waiting.callers.has((each) => each === holder) || !calling.isFreeFor(holder)) return false;
    calling.take(holder);
    return true;
  }

  /** First the thread, then its slot: whoever gets the slot needs a thread. One that is ended may compute for a moment still. */
  private async release(thread: ScriptThread, holder: string, { isUsable, hasSlot }: ThreadEnd): Promise<void> {
    await this.threads.giveBack(thread, isUsable);
    if (hasSlot) this.shares.slots.give(holder);
    else this.fill();
  }

  /** Gives free threads and slots to those who wait: first to those who were put back, where they may call by now. */
  private fill(): void {
    while (this.shares.slots.isFree && this.beginNext());
    // More threads are more places to call.
    if (this.waiting.callers.has((holder) => !this.shares.calling.isFreeFor(holder))) this.threads.startAnother();
  }

  /** Whether there may be one more. */
  private beginNext(): boolean {
    const { callers, others } = this.waiting;
    const mayRun = (holder: string): boolean => this.shares.mayRun(holder);
    const mayReturn = (holder: string): boolean => this.shares.mayRunAndCall(holder);
    if (!callers.has(mayReturn) && !others.has(mayRun)) return false;
    const thread = this.threads.takeIdle();
    if (thread === undefined) {
      this.threads.startAnother();
      return false;
    }
    const returning = callers.next(mayReturn);
    const next = returning ?? others.next(mayRun);
    if (next === undefined) return false;
    this.shares.begin(next.holder, returning !== undefined);
    next.begin(thread);
    return true;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? shortened(cause.message) : 'unknown cause';
}
