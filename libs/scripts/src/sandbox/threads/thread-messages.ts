import type { MessagePort } from 'node:worker_threads';
import type { ScriptJob, ScriptLogLine, ScriptOutcome } from '../script-job.js';

/** What a thread starts with. */
export interface ThreadData {
  readonly wasm: WebAssembly.Module;
  readonly guestSources: Readonly<Record<string, string>>;
  readonly memoryMib: number;
  /** Where answers to calls of the host come in. */
  readonly answers: MessagePort;
  /** One number that is not 0 once an answer is there. */
  readonly signal: Int32Array<SharedArrayBuffer>;
}

/** To the thread: a job and the milliseconds it has in all. */
export interface ThreadJob {
  readonly job: ScriptJob;
  readonly totalMillis: number;
}

/** To the thread, for a call of the host: JSON of `{ value }` or `{ failure }`, or that the time is over. */
export type ThreadAnswer = { readonly json: string } | { readonly isOver: true };

/** From the thread. */
export type ThreadMessage =
  /** `threadId` is the system's, where it can be looked up; `threadMillis` is what the thread has had of a processor. */
  | { readonly kind: 'ready'; readonly threadId: string | undefined; readonly threadMillis: number }
  | { readonly kind: 'log'; readonly line: ScriptLogLine }
  /** `payload` is JSON. The thread stands still until it is answered. */
  | { readonly kind: 'call'; readonly operation: string; readonly payload: string }
  /** The thread must not be used again where it is worn. */
  | {
      readonly kind: 'outcome';
      readonly outcome: ScriptOutcome;
      readonly isWorn: boolean;
      readonly threadMillis: number;
    };
