import { availableParallelism } from 'node:os';
import { SharedPlaces } from '#slow-hashing/shared-places.port';
import type { ScriptFailureReason } from '../script-failure.port.js';
import { ComputeSlots } from './compute-slots.js';
import { RunInThread, type ThreadEnd } from './run-in-thread.js';
import { RunQueue } from './run-queue.js';
import type { Sandbox, SandboxRun } from './sandbox.js';
import type { ScriptOutcome } from './script-job.js';
import type { ScriptThread } from './script-thread.js';
import { ScriptThreads } from './script-threads.js';

/** How large the pool may grow. */
export interface PoolLimits {
  /** Threads at most: each waits for one call of the host at a time. A holder gets three quarters of them. */
  readonly threads: number;
  /** Threads that compute at once. */
  readonly computing: number;
  /** Runs that wait for a thread; a holder gets half of the places. */
  readonly waiting: number;
  /** MiB of a run. */
  readonly memoryMib: number;
}

const usual: PoolLimits = {
  threads: 8,
  computing: Math.max(1, availableParallelism() - 1),
  waiting: 200,
  memoryMib: 64,
};

interface WaitingRun {
  readonly run: SandboxRun;
  readonly holder: string;
  /** With nothing where there will be no thread any more. */
  readonly begin: (thread: ScriptThread | undefined) => void;
}

/** {@link Sandbox} on worker threads. Holders take turns, and one who runs much leaves threads and places to others. */
export class ScriptPool implements Sandbox {
  private readonly limits: PoolLimits;
  private readonly threads: ScriptThreads;
  private readonly slots: ComputeSlots;
  private readonly places: SharedPlaces;
  private readonly queue = new RunQueue<WaitingRun>();
  private readonly running = new Map<string, number>();
  private readonly inFlight = new Set<Promise<unknown>>();
  private isClosing = false;

  constructor(limits: Partial<PoolLimits> = {}) {
    this.limits = { ...usual, ...limits };
    const { threads, computing, waiting, memoryMib } = this.limits;
    this.threads = new ScriptThreads({ most: threads, memoryMib }, () => this.fill());
    this.slots = new ComputeSlots(computing, () => this.fill());
    this.places = new SharedPlaces(threads + waiting);
  }

  /** Starts a thread, unless there is one, so that the first run need not wait for it. */
  warm(): void {
    this.threads.startFirst();
  }

  async run(run: SandboxRun): Promise<ScriptOutcome> {
    if (this.isClosing) return failed('busy', 'the server is stopping');
    const holder = run.holder ?? run.job.fileName;
    const leave = this.places.tryEnter(holder);
    if (leave === undefined) return failed('busy', 'too many runs are waiting');
    const outcome = this.placed(run, holder);
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
    const anybody = (): boolean => true;
    for (let next = this.queue.next(anybody); next !== undefined; next = this.queue.next(anybody))
      next.begin(undefined);
  }

  private async placed(run: SandboxRun, holder: string): Promise<ScriptOutcome> {
    const arrived = performance.now();
    const thread = await this.thread(run, holder);
    if (thread === undefined) return failed('time-limit', 'no thread was free in time');
    const left = Math.max(1, run.totalMillis - (performance.now() - arrived));
    const end = await new RunInThread(thread, run, this.slots).outcome(left);
    this.running.set(holder, this.runningOf(holder) - 1);
    if (this.runningOf(holder) === 0) this.running.delete(holder);
    void this.release(thread, end);
    return end.outcome;
  }

  /** First the thread, then its slot: whoever gets the slot needs a thread. One that is ended may compute for a moment still. */
  private async release(thread: ScriptThread, { isUsable, hasSlot }: ThreadEnd): Promise<void> {
    await this.threads.giveBack(thread, isUsable);
    if (hasSlot) this.slots.give();
    else this.fill();
  }

  /** A thread, with a slot to compute and counted as the holder's; undefined when the run's time was over before. */
  private thread(run: SandboxRun, holder: string): Promise<ScriptThread | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.queue.remove(holder, waiting);
        resolve(undefined);
      }, run.totalMillis);
      const begin = (thread: ScriptThread | undefined): void => {
        clearTimeout(timer);
        resolve(thread);
      };
      const waiting: WaitingRun = { run, holder, begin };
      this.queue.add(holder, waiting);
      this.fill();
    });
  }

  /** Gives free threads and slots to those who wait. */
  private fill(): void {
    const mayRun = (holder: string): boolean => this.runningOf(holder) < this.share();
    while (this.slots.isFree && this.queue.has(mayRun)) {
      const thread = this.threads.takeIdle();
      if (thread === undefined) return this.threads.startAnother();
      const next = this.queue.next(mayRun);
      if (next === undefined) return void this.threads.giveBack(thread, true);
      this.slots.take();
      this.running.set(next.holder, this.runningOf(next.holder) + 1);
      next.begin(thread);
    }
  }

  private runningOf(holder: string): number {
    return this.running.get(holder) ?? 0;
  }

  private share(): number {
    return Math.max(1, this.limits.threads - Math.ceil(this.limits.threads / 4));
  }
}

/** Nothing was run. */
function failed(reason: ScriptFailureReason, detail: string): ScriptOutcome {
  return { kind: 'failed', reason, detail, use: { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 } };
}
