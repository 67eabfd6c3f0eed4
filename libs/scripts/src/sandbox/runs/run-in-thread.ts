import type { ScriptFailureReason } from '../../script-failure.port.js';
import { shortened } from '../engine/guest-error.js';
import { overrunDetail } from '../engine/meter.js';
import type { SandboxRun } from '../sandbox.js';
import type { ScriptOutcome } from '../script-job.js';
import { RunLog } from '../threads/run-log.js';
import type { ScriptThread } from '../threads/script-thread.js';
import type { ThreadMessage } from '../threads/thread-messages.js';
import { HeldLines } from './held-lines.js';
import { hostAnswer, type HostCallText } from './host-answer.js';
import { RunTimes } from './run-times.js';

/** What came of a run, and whether its thread may run another. */
export interface ThreadEnd {
  /** `put-back`: it did nothing but compute, and is to begin again where it may call the host. */
  readonly outcome: ScriptOutcome | 'put-back';
  readonly isUsable: boolean;
  /** The slot goes back after the thread: whoever gets it needs one. */
  readonly hasSlot: boolean;
}

/** What a run asks of whoever has the threads. */
export interface ThreadPlace {
  /** Asked before the first call of the host; where it says no the run is put back. */
  mayCall(): boolean;
  /** The slot to compute, while the host works. */
  giveSlot(): void;
  /** Resolves when there is a slot again. */
  takeSlot(): Promise<void>;
}

/** One run in a thread, from its first instruction on. Holds a slot while it computes; the caller has taken the first one. */
export class RunInThread {
  private readonly abort = new AbortController();
  private readonly times: RunTimes;
  private readonly lines: HeldLines;
  private readonly log: RunLog;
  private settle: (end: ThreadEnd) => void = () => undefined;
  private hostCalls = 0;
  private hasSlot = true;
  private isPutBack = false;
  private isOver = false;

  constructor(
    private readonly thread: Pick<ScriptThread, 'begin' | 'answer' | 'release' | 'computedMillis'>,
    private readonly run: SandboxRun,
    private readonly place: ThreadPlace,
  ) {
    const { limits } = run.job;
    this.times = new RunTimes({
      computeMillis: limits.computeMillis,
      computedMillis: () => thread.computedMillis(),
      overdue: () => this.overdue(),
      // Its thread, which is not usable any more, is ended by whoever gets it back.
      spent: (reason) => this.fail(reason, overrunDetail(reason, limits)),
    });
    this.lines = new HeldLines((line) => run.onLog(line));
    this.log = new RunLog(limits.logBytes, (line) => this.lines.add(line));
  }

  /** @param totalMillis that are left of what the run has in all */
  outcome(totalMillis: number): Promise<ThreadEnd> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.times.begin(totalMillis);
      this.thread.begin(
        { job: this.run.job, totalMillis },
        { heard: (message) => this.heard(message), died: (cause) => this.died(cause) },
      );
    });
  }

  private heard(message: ThreadMessage): void {
    if (this.isOver) return;
    if (message.kind === 'log') this.log.add(message.line);
    else if (message.kind === 'call') void this.answer(message);
    else if (message.kind === 'outcome') this.finish({ outcome: message.outcome, isUsable: !message.isWorn });
  }

  private async answer(call: HostCallText): Promise<void> {
    if (this.hostCalls === 0 && !this.times.isOverdue) {
      if (!this.place.mayCall()) {
        this.putBack();
        return;
      }
      this.lines.pass();
    }
    this.hostCalls++;
    this.leave();
    if (this.times.isOverdue) {
      this.sayItIsOver();
      return;
    }
    const json = await hostAnswer(this.run.answer, call, this.abort.signal);
    if (this.isDone()) return;
    await this.place.takeSlot();
    // The run ended while this waited, so that the slot is nobody's.
    if (this.isDone()) {
      this.place.giveSlot();
      return;
    }
    this.hasSlot = true;
    this.times.compute();
    this.thread.answer({ json });
  }

  private leave(): void {
    this.times.leave();
    if (this.hasSlot) this.place.giveSlot();
    this.hasSlot = false;
  }

  /** Its thread is needed by those who call nobody. */
  private putBack(): void {
    this.isPutBack = true;
    this.sayItIsOver();
  }

  private isDone(): boolean {
    return this.isOver || this.times.isOverdue;
  }

  private overdue(): void {
    this.abort.abort();
    if (this.times.isAway) this.sayItIsOver();
    else this.times.endSoon();
  }

  /** What the script still does, being told that it may not call, needs no slot. */
  private sayItIsOver(): void {
    this.times.endSoon();
    this.thread.answer({ isOver: true });
  }

  private died(cause: Error): void {
    if (isOutOfMemory(cause)) return this.fail('memory-limit', 'out of memory');
    return this.fail('crashed', shortened(cause.message));
  }

  private fail(reason: ScriptFailureReason, detail: string): void {
    const use = { ...this.times.used, hostCalls: this.hostCalls, memoryBytes: 0 };
    this.finish({ outcome: { kind: 'failed', reason, detail, use }, isUsable: false });
  }

  private finish(end: Omit<ThreadEnd, 'hasSlot'>): void {
    if (this.isOver) return;
    this.isOver = true;
    this.times.stop();
    this.abort.abort();
    this.thread.release();
    if (!this.isPutBack) this.lines.pass();
    this.settle({ ...end, ...(this.isPutBack && { outcome: 'put-back' }), hasSlot: this.hasSlot });
  }
}

function isOutOfMemory(cause: Error): boolean {
  return 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
