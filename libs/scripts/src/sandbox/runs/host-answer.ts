import { shortened } from '../engine/guest-error.js';
import type { SandboxRun } from '../sandbox.js';

/** Characters of JSON that a script is given as an answer. */
const MOST_ANSWER = 1024 * 1024;

/** A call of the host as it came from the thread; `payload` is JSON. */
export interface HostCallText {
  readonly operation: string;
  readonly payload: string;
}

/** The answer as the guest reads it: JSON of `{ value }` or `{ failure }`. Never rejects. */
export async function hostAnswer(
  answer: SandboxRun['answer'],
  { operation, payload }: HostCallText,
  signal: AbortSignal,
): Promise<string> {
  try {
    const json = JSON.stringify({ value: await answer(operation, JSON.parse(payload), signal) });
    return json.length > MOST_ANSWER ? failed('the answer of the host is larger than 1 MiB') : json;
  } catch (error) {
    return failed(error instanceof Error ? error.message : 'the host failed');
  }
}

function failed(message: string): string {
  return JSON.stringify({ failure: shortened(message) });
}
