import type { ScriptOutcome } from '../script-job.js';
import type { ScriptThread } from '../threads/script-thread.js';
import { busy, NO_THREAD } from './not-begun.js';
import { RunQueue, type RunLine } from './run-queue.js';

/** A run that has no thread yet. */
export interface WaitingRun extends RunLine {
  readonly begin: (thread: ScriptThread) => void;
  /** There will be no thread for it. */
  readonly turnAway: (detail: string) => void;
}

/** Which line a run stands in. */
export type WaitingLine = 'callers' | 'others';

/** The runs that wait for a thread, each until its time is over. */
export class WaitingRuns {
  /** Those that wanted to call the host when there was no place for it: they begin with one. */
  readonly callers = new RunQueue<WaitingRun>();
  readonly others = new RunQueue<WaitingRun>();

  /**
   * What it begins on; or why there is nothing, such as that its time was over before.
   * @param endsAt milliseconds of `performance.now()` at which its time is over
   */
  wait(line: WaitingLine, { holder, countsAs }: RunLine, endsAt: number): Promise<ScriptThread | ScriptOutcome> {
    const queue = this[line];
    return new Promise((resolve) => {
      const settle = (thread: ScriptThread | ScriptOutcome): void => {
        clearTimeout(timer);
        resolve(thread);
      };
      const waiting: WaitingRun = { holder, countsAs, begin: settle, turnAway: (detail) => settle(busy(detail)) };
      const timer = setTimeout(() => {
        queue.remove(waiting);
        settle(busy(NO_THREAD));
      }, endsAt - performance.now());
      queue.add(waiting);
    });
  }

  turnAllAway(detail: string): void {
    const anybody = (): boolean => true;
    for (const queue of [this.callers, this.others])
      for (let next = queue.next(anybody); next !== undefined; next = queue.next(anybody)) next.turnAway(detail);
  }
}
