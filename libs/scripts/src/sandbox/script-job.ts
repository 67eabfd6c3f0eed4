import type { ScriptFailureReason, ScriptPosition } from '../script-failure.port.js';

/** One call of one function, as a thread gets it. */
export interface ScriptJob {
  /** Name of the source in positions and stacks. */
  readonly fileName: string;
  readonly source: string;
  readonly isModule: boolean;
  /** Function to call; absent = only parse the source, to learn whether it can be loaded. */
  readonly functionName?: string;
  /** JSON for the function's file in `guest/functions`. */
  readonly input: string;
  /** JSON of {@link GuestSurroundings}, there before the first statement of the source runs. */
  readonly surroundings: string;
  readonly limits: ScriptLimits;
}

/** How much one run may use. */
export interface ScriptLimits {
  readonly computeMillis: number;
  readonly hostCalls: number;
  /** Bytes of JSON that the function may give back. */
  readonly outputBytes: number;
  readonly logBytes: number;
}

/** What is around a script whatever the function: see the guest's APIs. */
export interface GuestSurroundings {
  readonly nodeId: string;
  readonly moduleId: string;
  /** The variables of the server whose names start with `JS_`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly hasFhir: boolean;
}

/** What a run used. */
export interface ScriptUse {
  readonly computeMillis: number;
  readonly hostMillis: number;
  readonly hostCalls: number;
  /** At most at a time, beyond what the engine has for itself. */
  readonly memoryBytes: number;
}

/** What came of a job. */
export type ScriptOutcome =
  | { readonly kind: 'returned'; readonly output: string; readonly use: ScriptUse }
  /** The source defines no such function; `defined` are those of the functions that are ever called which it has. */
  | { readonly kind: 'missing'; readonly defined: readonly string[]; readonly use: ScriptUse }
  | {
      readonly kind: 'failed';
      readonly reason: ScriptFailureReason;
      readonly detail: string;
      readonly position?: ScriptPosition;
      /** Of `suspended`: when it is tried again. */
      readonly retryAfterSeconds?: number;
      readonly use: ScriptUse;
    };

/** A line that a script logged, as soon as it did. */
export interface ScriptLogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
}
