import type { ScriptFailureReason } from '../../script-failure.port.js';
import type { ThreadEnd } from '../runs/run-in-thread.js';
import type { ScriptOutcome } from '../script-job.js';

export const TOO_MANY = 'too many runs are waiting';
export const NO_THREAD = 'no thread was free in time';
export const STOPPING = 'the server is stopping';

/** Of a run that had no part in it: another time there may be more room. */
export function busy(detail: string): ScriptOutcome {
  return notBegun('busy', detail);
}

/** Of a run that had become useless when its turn came: its thread is as it was. */
export const UNWANTED: ThreadEnd = {
  outcome: notBegun('suspended', 'left alone while it waited for its turn'),
  ...{ isUsable: true, hasSlot: true },
};

function notBegun(reason: ScriptFailureReason, detail: string): ScriptOutcome {
  return { kind: 'failed', reason, detail, use: { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 } };
}
