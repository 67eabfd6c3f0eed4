import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { randomId, randomNonce } from '#protocol/random';
import type { HostCall } from '../engine/engine.js';
import type { Meter } from '../engine/meter.js';
import type { RunLog } from './run-log.js';
import { logLineOf } from './run-log.js';
import type { ThreadAnswer, ThreadData, ThreadMessage } from './thread-messages.js';

/** Where calls of the host go from a thread. */
export interface HostLine extends Pick<ThreadData, 'answers' | 'signal'> {
  readonly main: Pick<MessagePort, 'postMessage'>;
  /** Of the run that is going on. */
  log: RunLog;
}

const failure = (message: string): string => JSON.stringify({ failure: message });
const TOO_LONG = failure('what the host is asked with is larger than 1 MiB');
const OVER = failure('this run may not call the host any more');

/** Answers what needs nothing of the server in the thread, and has the main thread answer the rest while the thread waits. */
export function threadHost(line: HostLine): HostCall {
  return (operation, payload, meter) => {
    switch (operation) {
      case 'log':
        line.log.add(logLineOf(payload));
        return '{}';
      case 'random':
        return JSON.stringify({ value: randomFraction() });
      case 'uuid':
        return JSON.stringify({ value: randomId() });
      default:
        return remote(line, { operation, payload }, meter);
    }
  };
}

function remote(line: HostLine, call: { operation: string; payload: string }, meter: Meter): string {
  if (call.payload === '') return TOO_LONG;
  if (!meter.mayCall()) return OVER;
  const answer = meter.away(() => ask(line, { kind: 'call', ...call }));
  if (answer !== undefined && 'json' in answer) return answer.json;
  meter.stop('time-limit');
  return OVER;
}

/** Sleeps until the main thread says that there is an answer. */
function ask({ main, answers, signal }: HostLine, call: ThreadMessage): ThreadAnswer | undefined {
  Atomics.store(signal, 0, 0);
  main.postMessage(call);
  Atomics.wait(signal, 0, 0);
  return (receiveMessageOnPort(answers) as { message: ThreadAnswer } | undefined)?.message;
}

/** 53 bits, as many as `Math.random` has. */
function randomFraction(): number {
  return Number(randomNonce(8).readBigUInt64BE() >> 11n) / 2 ** 53;
}
