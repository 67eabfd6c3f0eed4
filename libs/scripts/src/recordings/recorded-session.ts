import type { ScriptFailureReason } from '../script-failure.port.js';

/** A call of the host in a run, as the script made it and as it was answered. */
export interface RecordedCall {
  /** `http`, `fhir`. */
  readonly operation: string;
  readonly payload: unknown;
  /** Absent = it failed, with `failure` as the script was told. */
  readonly answer?: unknown;
  readonly failure?: string;
}

/** How a run ended of which there is a recording. */
export interface SessionEnding {
  readonly outcome: 'returned' | 'failed';
  /** Why it failed; the rest is in the record of the run. */
  readonly reason?: ScriptFailureReason;
  readonly millis: number;
  /** Of the record of the run, where there is one. */
  readonly runId?: string;
}

/** What a function of a script was given in one run, and what the server answered to it meanwhile. */
export interface RecordedSession {
  /** What the function was called with, as JSON. */
  readonly input: unknown;
  readonly calls: readonly RecordedCall[];
  /** Absent of older recordings. */
  readonly ended?: SessionEnding;
}

/** Characters of JSON of the largest session that is kept. */
export const LARGEST_SESSION = 128 * 1024;
