import type { Decision } from '#protocol/decision/decision-trace';
import type { ConfiguredScript, ScriptOccasion } from '../configured-script.port.js';
import type { RunSubject } from '../sandbox/sandbox.js';

/** What reading a result adds to the record of the run. */
export interface RunNotes {
  /** Gives a text of the script as logs and records may have it. */
  readonly tell: (text: string) => string;
  /** A line of its log. */
  readonly warn: (text: string) => void;
  /** What was decided about what the script did. */
  readonly decided: (decisions: readonly Decision[]) => void;
}

/** A function of a script to call. */
export interface ScriptRun<T = unknown> {
  readonly script: ConfiguredScript;
  readonly functionName: string;
  /** What the function's file in `guest/functions` begins with, as JSON. */
  readonly input: unknown;
  readonly occasion?: ScriptOccasion;
  /** Whose data it works with; absent = of whoever the occasion names. */
  readonly subject?: RunSubject;
  /** What the port was called with, for recordings; absent where none are wanted. */
  readonly call?: object;
  /** Of the input, what no line of a log and no record is to have, whatever the script does with it, such as a password, exactly as it is. */
  readonly secrets?: readonly string[];
  /**
   * Reads what the function's file gives back: JSON that a script had its hands on, so nothing about it is sure.
   * @throws UnusableResult — the run has failed
   */
  readonly read: (output: unknown, notes: RunNotes) => T;
  /** Whoever calls cannot do without the function: a run without it has failed. */
  readonly isRequired?: boolean;
}

/** What came of it. `runId` names the record with the log of the run, where there is one. */
export type ScriptAnswer<T = unknown> =
  { readonly kind: 'missing' } | { readonly kind: 'returned'; readonly value: T; readonly runId?: string };

/** Runs administrators' scripts: finds the source, has it run, reads what it gave, keeps what it logged and how it failed. */
export interface ScriptRunner {
  /** @throws ScriptFailure */
  run<T>(run: ScriptRun<T>): Promise<ScriptAnswer<T>>;
}

/** DI token of {@link ScriptRunner}. */
export const SCRIPT_RUNNER = Symbol('ScriptRunner');
