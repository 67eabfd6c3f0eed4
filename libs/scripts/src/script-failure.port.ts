/** Why a script gave nothing. */
export type ScriptFailureReason =
  /** The source cannot be parsed, or its top-level statements threw. */
  | 'load'
  | 'thrown'
  /** What the function returned is nothing that it may return. */
  | 'unusable-result'
  /** Its promise was not settled when there was nothing left to do. */
  | 'unsettled'
  | 'compute-limit'
  | 'time-limit'
  | 'memory-limit'
  | 'output-limit'
  | 'host-call-limit'
  /** Calls of scripts led to a request that has a script run, and so on. */
  | 'nesting-limit'
  /** Too many runs wait, none could be begun in its time, or no thread can start. */
  | 'busy'
  /** Left alone for a while after repeated kills. */
  | 'suspended'
  /** A script of the library that is not there, or a file that cannot be read. */
  | 'missing-source'
  | 'crashed';

/** Where in the source, counted from 1. */
export interface ScriptPosition {
  readonly line: number;
  readonly column?: number;
}

/** A script that failed. The message names script and function and is for log and audit alone (S-09). */
export class ScriptFailure extends Error {
  override readonly name = 'ScriptFailure';

  constructor(
    readonly reason: ScriptFailureReason,
    /** What the engine or the script itself said, at most a few hundred characters. */
    readonly detail: string,
    readonly about: {
      readonly script: string;
      readonly functionName: string;
      readonly position?: ScriptPosition;
      /** Of the record that has its log. */
      readonly runId?: string;
      /** Of `suspended`: when it is tried again. */
      readonly retryAfterSeconds?: number;
    },
  ) {
    super(`${about.functionName} of ${about.script}${placeOf(about.position)}: ${reason}: ${detail}`);
  }
}

function placeOf(position: ScriptPosition | undefined): string {
  if (position === undefined) return '';
  return `:${String(position.line)}${position.column === undefined ? '' : `:${String(position.column)}`}`;
}

/** Whether the script had no part in it, because it was not begun: the same request may be made again in a while. */
export function wasNotBegun(error: unknown): boolean {
  return error instanceof ScriptFailure && (error.reason === 'busy' || error.reason === 'suspended');
}

/** Longest wait that anybody is told, in seconds. */
const LONGEST_WAIT = 60;

/** What `Retry-After` says of it: nothing where it is not known when it passes. */
export function waitOf({ about: { retryAfterSeconds } }: ScriptFailure): { readonly retryAfterSeconds?: number } {
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds: Math.min(retryAfterSeconds, LONGEST_WAIT) };
}
