import type { Decision } from '#protocol/decision/decision-trace';
import { jsonExcess } from '#protocol/json/json-bounds';
import { explainedFailure } from '../hints/explained-failure.js';
import type { FinishedRun } from '../records/finished-run.js';
import { ScriptFailure } from '../script-failure.port.js';
import type { ScriptOutcome } from '../sandbox/script-job.js';
import { missingProblem } from './missing-function.js';
import type { ScriptAnswer, ScriptRun } from './script-runner.js';
import { tellable } from './run-secrets.js';
import { UnusableResult } from './unusable-result.js';

/** Deeper than anything that is read of a result. */
const BOUNDS = { levels: 64, values: 100_000 };

type Failed = Extract<ScriptOutcome, { kind: 'failed' }>;

/** A run of which nobody has read what it gave. */
type EndedRun<T> = Omit<FinishedRun, 'given' | 'decisions' | 'run'> & { readonly run: ScriptRun<T> };

/** What came of a run when everything about it is known: what it gave is read, and what cannot be used is a failure like any other. */
export function settledRun<T>(ended: EndedRun<T>): FinishedRun<T> {
  const { run, outcome, version } = ended;
  try {
    if (outcome.kind === 'returned') return withResult(ended, plainValue(outcome.output));
  } catch (error) {
    if (!(error instanceof UnusableResult)) throw error;
    return { ...ended, outcome: failedAs('unusable-result', error.message, outcome) };
  }
  if (outcome.kind === 'failed') return { ...ended, outcome: explained(outcome, version?.text ?? '') };
  const problem = missingProblem(run, outcome.defined, version?.text ?? '');
  return problem === undefined ? ended : { ...ended, outcome: failedAs('load', problem, outcome) };
}

/**
 * What a run gave.
 * @param runId of the record that has its log
 * @throws ScriptFailure
 */
export function answerOf<T>({ run, outcome, given }: FinishedRun<T>, runId?: string): ScriptAnswer<T> {
  const id = runId === undefined ? {} : { runId };
  if (outcome.kind === 'failed') {
    const { reason, detail, position, retryAfterSeconds } = outcome;
    throw new ScriptFailure(reason, detail, {
      ...{ script: run.script.name, functionName: run.functionName, ...id },
      ...(position && { position }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
  return given === undefined ? { kind: 'missing' } : { kind: 'returned', ...given, ...id };
}

/** @throws UnusableResult */
function withResult<T>(ended: EndedRun<T>, output: unknown): FinishedRun<T> {
  const lines = [...ended.lines];
  const decisions: Decision[] = [];
  const value = ended.run.read(output, {
    tell: (text) => tellable(text, ended.secrets),
    warn: (text) => void lines.push({ level: 'warn', text }),
    decided: (made) => void decisions.push(...made),
  });
  return { ...ended, lines, decisions, given: { value } };
}

/** With what the author may do about it. */
function explained(outcome: Failed, source: string): Failed {
  const { reason, detail, position } = outcome;
  if (reason !== 'load' && reason !== 'thrown') return outcome;
  return { ...outcome, detail: explainedFailure(detail, source, position) };
}

/** Texts of a few kilobytes can be nested so deep that whoever goes through what they say has no stack left. */
function plainValue(json: string): unknown {
  if (jsonExcess(json, BOUNDS) !== undefined) throw new UnusableResult('the result is nested too deep');
  return JSON.parse(json);
}

function failedAs(reason: 'load' | 'unusable-result', detail: string, { use }: ScriptOutcome): ScriptOutcome {
  return { kind: 'failed', reason, detail, use };
}
