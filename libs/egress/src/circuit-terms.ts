import { EgressError, type EgressFailure } from './egress.port.js';
import type { CircuitTerms } from './host-circuits.js';

/** Milliseconds within which a host says that a document is not there; one that takes longer is failing, whatever it says. */
const SLOW = 2_000;
/** Milliseconds of a call that ended before anybody could expect an answer: its caller had no more time for it. */
const CUT_OFF = 1_500;

/** Whoever asks for documents that are always the same: three calls in a row that gave nothing usable. */
export const inARow: CircuitTerms = {
  among: 3,
  failed: 3,
  isOfParty: false,
  fails: (error, millis) => !(error instanceof EgressError && error.reason === 'status' && millis < SLOW) || undefined,
};

const faults: ReadonlySet<EgressFailure> = new Set(['unresolvable', 'unreachable', 'timeout']);
const answers: ReadonlySet<EgressFailure> = new Set([
  ...(['redirected', 'server-error', 'status', 'unusable-body', 'too-large'] as const),
]);

/**
 * Whoever asks on behalf of strangers, who have a say in what is asked: whatever the host answers to it, it answers. It is left alone only where every
 * second of many calls found nobody there, and only by the party that found so (F-24).
 */
export const halfOfMany: CircuitTerms = {
  among: 20,
  failed: 10,
  isOfParty: true,
  fails: (error, millis) => {
    if (!(error instanceof EgressError)) return undefined;
    if (error.reason === 'timeout' && millis < CUT_OFF) return undefined;
    return faults.has(error.reason) || (answers.has(error.reason) ? false : undefined);
  },
};
