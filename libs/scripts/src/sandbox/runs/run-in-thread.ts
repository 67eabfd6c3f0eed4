import type { ScriptFailureReason } from '../../script-failure.port.js';
import type { ComputeSlots } from '../pool/compute-slots.js';
import { shortened } from '../engine/guest-error.js';
import { hostAnswer, type HostCallText } from './host-answer.js';
import { overrunDetail } from '../engine/meter.js';
import { RunLog } from '../threads/run-log.js';
import { holderOf, type SandboxRun } from '../sandbox.js';
import type { ScriptLogLine, ScriptOutcome } from '../script-job.js';
import type { ScriptThread } from '../threads/script-thread.js';
import { Stopwatch } from './stopwatch.js';
import type { ThreadMessage } from '../threads/thread-messages.js';

/** Milliseconds that the engine has to stop by itself, before its thread is ended. */
const GRACE = 50;

/** What came of a run, and whether its thread may run another. */
export interface ThreadEnd {
  /** `put-back`: it did nothing but compute, and is to begin again where it may call the host. */
  readonly outcome: ScriptOutcome | 'put-back';
  readonly isUsable: boolean;
  /** The slot goes back after the thread: whoever gets it needs one. */
  readonly hasSlot: boolean;
}

/** One run in a thread, from its first instruction on. Holds a slot while it computes; the caller has taken the first one. */
export class RunInThread {
  private readonly computing = new Stopwatch();
  private readonly away = new Stopwatch();
  private readonly abort = new AbortController();
  private readonly log: RunLog;
  private settle: (end: ThreadEnd) => void = () => undefined;
  private killTimer: NodeJS.Timeout | undefined;
  private hostCalls = 0;
  private hasSlot = true;
  private isOverdue = false;
  private isPutBack = false;
  private isOver = false;
  /** Lines that are passed on once it is sure that the run does not begin again. */
  private early: ScriptLogLine[] | undefined = [];

  private readonly holder: string;

  /** @param mayCall asked before the first call of the host; where it says no the run is put back */
  constructor(
    private readonly thread: ScriptThread,
    private readonly run: SandboxRun,
    private readonly slots: ComputeSlots,
    private readonly mayCall: () => boolean,
  ) {
    this.holder = holderOf(run);
    this.log = new RunLog(run.job.limits.logBytes, (line) => this.pass(line));
  }

  /** @param totalMillis that are left of what the run has in all */
  async outcome(totalMillis: number): Promise<ThreadEnd> {
    const deadline = setTimeout(() => this.overdue(), totalMillis);
    const end = await new Promise<ThreadEnd>((resolve) => {
      this.settle = resolve;
      this.compute();
      const { job } = this.run;
      this.thread.begin(
        { job, totalMillis },
        { heard: (message) => this.heard(message), died: (cause) => this.died(cause) },
      );
    });
    clearTimeout(deadline);
    return end;
  }

  private heard(message: ThreadMessage): void {
    if (this.isOver) return;
    if (message.kind === 'log') this.log.add(message.line);
    else if (message.kind === 'call') void this.answer(message);
    else if (message.kind === 'outcome') this.finish({ outcome: message.outcome, isUsable: !message.isWorn });
  }

  private pass(line: ScriptLogLine): void {
    if (this.early === undefined) this.run.onLog(line);
    else this.early.push(line);
  }

  private passEarly(): void {
    const { early = [] } = this;
    this.early = undefined;
    for (const line of early) this.run.onLog(line);
  }

  private async answer(call: HostCallText): Promise<void> {
    if (this.hostCalls === 0 && !this.isOverdue) {
      if (!this.mayCall()) {
        this.putBack();
        return;
      }
      this.passEarly();
    }
    this.hostCalls++;
    this.pause();
    if (this.isOverdue) {
      this.sayItIsOver();
      return;
    }
    const json = await hostAnswer(this.run.answer, call, this.abort.signal);
    if (this.isDone()) return;
    await this.slots.resume(this.holder);
    // The run ended while this waited, so that the slot is nobody's.
    if (this.isDone()) {
      this.slots.give(this.holder);
      return;
    }
    this.hasSlot = true;
    this.compute();
    this.thread.answer({ json });
  }

  /** Its thread is needed by those who call nobody. What the script still does, being told that it may not call, is little. */
  private putBack(): void {
    this.isPutBack = true;
    this.killIn(GRACE);
    this.thread.answer({ isOver: true });
  }

  private isDone(): boolean {
    return this.isOver || this.isOverdue;
  }

  private overdue(): void {
    this.isOverdue = true;
    this.abort.abort();
    if (this.away.isRunning) this.sayItIsOver();
    else this.killIn(GRACE);
  }

  /** The script has no way on; what it does of its own is little, and needs no slot. */
  private sayItIsOver(): void {
    this.away.stop();
    this.computing.start();
    this.killIn(GRACE);
    this.thread.answer({ isOver: true });
  }

  private compute(): void {
    this.away.stop();
    this.computing.start();
    this.killIn(this.run.job.limits.computeMillis + GRACE - this.computing.millis);
  }

  private pause(): void {
    clearTimeout(this.killTimer);
    this.computing.stop();
    this.away.start();
    if (this.hasSlot) this.slots.give(this.holder);
    this.hasSlot = false;
  }

  private killIn(millis: number): void {
    clearTimeout(this.killTimer);
    // After what the thread has said meanwhile is heard: it may be this one that was late.
    this.killTimer = setTimeout(() => setImmediate(() => this.kill()), millis);
  }

  private kill(): void {
    if (this.isOver || (this.away.isRunning && !this.isOverdue)) return;
    const owed = this.isOverdue ? 0 : this.owedMillis();
    if (owed > 0) return this.killIn(owed + GRACE);
    // Its thread, which is not usable any more, is ended by whoever gets it back.
    const reason = this.isOverdue ? 'time-limit' : 'compute-limit';
    this.fail(reason, overrunDetail(reason, this.run.job.limits));
  }

  /** Of the time that it may compute, what a busy machine has not given it yet. */
  private owedMillis(): number {
    const { computeMillis } = this.run.job.limits;
    return computeMillis - (this.thread.computedMillis() ?? computeMillis);
  }

  private died(cause: Error): void {
    if (isOutOfMemory(cause)) return this.fail('memory-limit', 'out of memory');
    return this.fail('crashed', shortened(cause.message));
  }

  private fail(reason: ScriptFailureReason, detail: string): void {
    const { hostCalls, computing, away } = this;
    const use = { computeMillis: computing.millis, hostMillis: away.millis, hostCalls, memoryBytes: 0 };
    this.finish({ outcome: { kind: 'failed', reason, detail, use }, isUsable: false });
  }

  private finish(end: Omit<ThreadEnd, 'hasSlot'>): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.killTimer);
    this.computing.stop();
    this.away.stop();
    this.abort.abort();
    this.thread.release();
    if (!this.isPutBack) this.passEarly();
    this.settle({ ...end, ...(this.isPutBack && { outcome: 'put-back' }), hasSlot: this.hasSlot });
  }
}

function isOutOfMemory(cause: Error): boolean {
  return 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
