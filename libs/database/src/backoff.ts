import { randomId } from '#protocol/random';

/** Waits grow from `first` to `most` milliseconds. */
export interface BackoffLimits {
  readonly first: number;
  readonly most: number;
}

/**
 * Milliseconds to wait before try number `attempt` + 1: doubled each time, cut at `most`, then anywhere between half and
 * all of it, so that many waiting at once do not come back at once (F-31, F-37).
 */
export function backoffMilliseconds(attempt: number, limits: BackoffLimits): number {
  const whole = Math.min(limits.first * 2 ** (attempt - 1), limits.most);
  return whole * (0.5 + randomFraction() / 2);
}

/** A number from 0 to 1, both included. */
function randomFraction(): number {
  return Number.parseInt(randomId().slice(0, 8), 16) / 0xff_ff_ff_ff;
}
