import type { ConfiguredScript, ScriptOccasion } from '../configured-script.port.js';

/** A function of a script to call. */
export interface ScriptRun {
  readonly script: ConfiguredScript;
  readonly functionName: string;
  /** What the function's file in `guest/functions` begins with, as JSON. */
  readonly input: unknown;
  readonly occasion?: ScriptOccasion;
  /** What the port was called with, for recordings; absent where none are wanted. */
  readonly call?: object;
}

/** What came of it. `runId` names the record with the log of the run, where there is one. */
export type ScriptAnswer =
  | { readonly kind: 'missing' }
  /** `output` is what the function's file gives back: JSON that a script had its hands on, so nothing about it is sure. */
  | { readonly kind: 'returned'; readonly output: unknown; readonly runId?: string };

/** Runs administrators' scripts: finds the source, has it run, keeps what it logged. */
export interface ScriptRunner {
  /** @throws ScriptFailure */
  run(run: ScriptRun): Promise<ScriptAnswer>;
}

/** DI token of {@link ScriptRunner}. */
export const SCRIPT_RUNNER = Symbol('ScriptRunner');
