import type { Decision } from '#protocol/decision/decision-trace';
import type { KnownSecrets } from '#protocol/known-secrets';
import type { ScriptRun } from '../running/script-runner.js';
import type { ScriptLogLine, ScriptOutcome } from '../sandbox/script-job.js';
import type { FoundSource } from '../sources/script-sources.js';

/** A run that is over. */
export interface FinishedRun<T = unknown> {
  readonly run: ScriptRun;
  /** Absent = the source was not found. */
  readonly version?: FoundSource;
  readonly outcome: ScriptOutcome;
  /** What it gave, read; there where it returned. */
  readonly given?: { readonly value: T };
  /** About what it did, where it was read. */
  readonly decisions?: readonly Decision[];
  readonly lines: readonly ScriptLogLine[];
  /** What nobody may learn of it. */
  readonly secrets: KnownSecrets;
  /** From the call to the outcome, waiting included. */
  readonly millis: number;
}
