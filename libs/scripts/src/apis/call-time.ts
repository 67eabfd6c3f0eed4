import type { HostQuestion } from '../running/host-answers.js';

/** Milliseconds that one call may take (ruling 36). */
const LONGEST_CALL = 5_000;
/** Milliseconds of a run that are kept for what the script does with the answer. */
const RESERVE = 50;

/** Milliseconds that a call may take which begins now; nothing or less when there is no time for one. */
export function callMillis({ endsAt }: Pick<HostQuestion, 'endsAt'>): number {
  return Math.min(LONGEST_CALL, endsAt - performance.now() - RESERVE);
}
