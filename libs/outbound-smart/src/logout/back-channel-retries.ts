import type { EgressFailure } from '#egress/egress.port';

/** Seconds after each failed attempt until the next; the logout is given up when they are used up. */
const PAUSES = [10, 60, 300, 1_800, 7_200];

/** What became of one attempt to tell a client. */
export type Attempt =
  | { readonly kind: 'told' }
  /** Another attempt would end the same way. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'missed'; readonly reason: string };

/** Statuses of 4xx that say "not now" rather than "not this". */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);
/** The address is at fault, which no waiting mends. */
const FINAL: ReadonlySet<EgressFailure> = new Set<EgressFailure>(['address-refused', 'destination-refused']);

/** Reads a client's answer: 200, or 204 of some frameworks, is success, 400 a refusal (OIDC Back-Channel Logout §2.8; STD OBCL-2). */
export function attemptOfStatus(status: number): Attempt {
  if (status >= 200 && status < 300) return { kind: 'told' };
  return { kind: LATER.has(status) ? 'missed' : 'refused', reason: `HTTP ${String(status)}` };
}

/** A call that brought no usable answer. */
export function attemptOfFailure(reason: EgressFailure): Attempt {
  return { kind: FINAL.has(reason) ? 'refused' : 'missed', reason };
}

/** Whether attempts went by that left no trace, because the process died or could not even sign: it is given up then as well. */
export function isUsedUp(attempts: number): boolean {
  return attempts > PAUSES.length + 1;
}

/** Seconds until the next attempt after `attempts` failed ones; undefined when it is given up. */
export function pauseAfter(attempts: number): number | undefined {
  return PAUSES[attempts - 1];
}
