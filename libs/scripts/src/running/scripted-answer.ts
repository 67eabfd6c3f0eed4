import type { ScriptRun, ScriptRunner } from './script-runner.js';

/** What a function gave, read; undefined where the script has no such function. */
export type ScriptedAnswer<T> = { readonly value: T; readonly runId?: string } | undefined;

type Called = Omit<ScriptRun, 'read' | 'isRequired'>;

/**
 * Runs a function and reads what it gave.
 * @param read throws UnusableResult
 * @throws ScriptFailure
 */
export async function scriptedAnswer<T>(
  runner: ScriptRunner,
  called: Called,
  read: ScriptRun<T>['read'],
): Promise<ScriptedAnswer<T>> {
  const answer = await runner.run({ ...called, read });
  return answer.kind === 'missing' ? undefined : answer;
}

/** For functions that must be there. @throws ScriptFailure — also where it is missing */
export async function requiredAnswer<T>(
  runner: ScriptRunner,
  called: Called,
  read: ScriptRun<T>['read'],
): Promise<NonNullable<ScriptedAnswer<T>>> {
  const answer = await runner.run({ ...called, read, isRequired: true });
  if (answer.kind === 'missing') throw new TypeError('a run without a function that is required has failed');
  return answer;
}
