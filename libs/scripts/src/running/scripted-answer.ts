import { ScriptFailure } from '../script-failure.port.js';
import type { ScriptRun, ScriptRunner } from './script-runner.js';
import { UnusableResult } from './unusable-result.js';

/** What a function gave, read; undefined where the script has no such function. */
export type ScriptedAnswer<T> = { readonly value: T; readonly runId?: string } | undefined;

/**
 * Runs a function and reads what it gave.
 * @param read throws UnusableResult
 * @throws ScriptFailure
 */
export async function scriptedAnswer<T>(
  runner: ScriptRunner,
  run: ScriptRun,
  read: (output: unknown) => T,
): Promise<ScriptedAnswer<T>> {
  const answer = await runner.run(run);
  if (answer.kind === 'missing') return undefined;
  const id = answer.runId === undefined ? {} : { runId: answer.runId };
  try {
    return { value: read(answer.output), ...id };
  } catch (error) {
    if (!(error instanceof UnusableResult)) throw error;
    const about = { script: run.script.name, functionName: run.functionName, ...id };
    throw new ScriptFailure('unusable-result', error.message, about);
  }
}

/** For functions that must be there. @throws ScriptFailure — also where it is missing */
export async function requiredAnswer<T>(
  runner: ScriptRunner,
  run: ScriptRun,
  read: (output: unknown) => T,
): Promise<T> {
  const answer = await scriptedAnswer(runner, run, read);
  if (answer !== undefined) return answer.value;
  const { script, functionName } = run;
  throw new ScriptFailure('load', `there is no function ${functionName}`, { script: script.name, functionName });
}
