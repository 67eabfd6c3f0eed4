import { ScriptFailure } from '#scripts/script-failure.port';

const LONGEST_CAUSE = 500;

/** A line of the log: people are told that nobody can sign in now, and nothing else. What a script threw stays in the record of its run (S-09). */
export function faultLine(cause: unknown, ids: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const message = 'A sign-in could not be judged: the person was asked to try again';
  if (!(cause instanceof ScriptFailure)) return { message, ...ids, cause: String(cause).slice(0, LONGEST_CAUSE) };
  const { script, functionName } = cause.about;
  return { message, ...ids, cause: `${functionName} of ${script}: ${cause.reason}`, ...runDetail(cause) };
}

/** Which record has what a script did, where it was a script that failed. */
export function runDetail(cause: unknown): { readonly runId?: string } {
  const runId = cause instanceof ScriptFailure ? cause.about.runId : undefined;
  return runId === undefined ? {} : { runId };
}
