import type { ConfiguredScript } from '../configured-script.port.js';
import type { FinishedRun } from '../records/finished-run.js';
import type { HostAnswers } from '../running/host-answers.js';
import type { ScriptExecution } from '../running/script-execution.js';
import type { ScriptAnswer, ScriptRun, ScriptRunner } from '../running/script-runner.js';
import { answerOf } from '../running/settled-run.js';
import type { BenchCall, BenchEffect, BenchFunctionName, BenchRun } from '../script-bench.port.js';
import { ScriptFailure } from '../script-failure.port.js';
import type { TokenPreview } from '../token-preview.port.js';
import { benchFunctions } from './bench-functions.js';
import { watchedHost } from './bench-host.js';
import type { ComparedState } from './compared-state.js';
import { differences } from './difference.js';

/** Who takes threads for the bench: no module can be called so. */
const HOLDER = '(bench)';
const NO_USE = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };

/** One function to be tried. */
export interface Trial {
  readonly functionName: BenchFunctionName;
  readonly script: ConfiguredScript;
  readonly input: Readonly<Record<string, unknown>>;
  readonly host: HostAnswers;
  /** Scripts see no variables of the server. */
  readonly withoutEnvironment: boolean;
}

/** Runs one function as it is run in earnest, and keeps everything that is seen of it. */
export class BenchTrials {
  constructor(
    private readonly execution: Pick<ScriptExecution, 'execute'>,
    private readonly preview: TokenPreview,
  ) {}

  async run({ functionName, script, input, host, withoutEnvironment }: Trial): Promise<BenchRun> {
    const calls: BenchCall[] = [];
    const terms = { host: watchedHost(host, calls), holder: HOLDER, withoutEnvironment, isTried: true };
    const watched = new WatchedRunner(this.execution, terms);
    const { preview } = this;
    const ending = await benchFunctions[functionName]
      .run({ runner: watched, script, input, preview })
      .then((state) => ({ state }), failureIn);
    return benchRun(script, watched.finished, calls, ending);
  }
}

type Ending = { readonly state: ComparedState } | { readonly failure: ScriptFailure };

function failureIn(error: unknown): Ending {
  if (error instanceof ScriptFailure) return { failure: error };
  throw error;
}

class WatchedRunner implements ScriptRunner {
  finished: FinishedRun | undefined;

  constructor(
    private readonly execution: Pick<ScriptExecution, 'execute'>,
    private readonly terms: Parameters<ScriptExecution['execute']>[1],
  ) {}

  async run<T>(run: ScriptRun<T>): Promise<ScriptAnswer<T>> {
    const finished = await this.execution.execute(run, this.terms);
    this.finished = finished;
    return answerOf(finished);
  }
}

function benchRun(
  script: ConfiguredScript,
  finished: FinishedRun | undefined,
  calls: readonly BenchCall[],
  ending: Ending,
): BenchRun {
  const { outcome, version, lines = [], millis = 0 } = finished ?? {};
  const failure = failureOf(ending, outcome);
  return {
    outcome: failure ? 'failed' : outcome?.kind === 'missing' ? 'missing' : 'returned',
    script: {
      name: script.name,
      ...(version && { hash: version.hash }),
      ...(version?.version !== undefined && { version: version.version }),
    },
    ...(failure && { failure }),
    ...(!failure && 'state' in ending && { effect: effectOf(ending.state) }),
    ...{ log: lines, calls, use: { ...(outcome?.use ?? NO_USE), millis } },
  };
}

/** Also of `onPostAuthorize`, whose failures go no further in earnest. */
function failureOf(ending: Ending, outcome: FinishedRun['outcome'] | undefined): BenchRun['failure'] {
  if ('failure' in ending) {
    const { reason, detail: message, about } = ending.failure;
    return { reason, message, ...about.position };
  }
  if (outcome?.kind !== 'failed') return undefined;
  return { reason: outcome.reason, message: outcome.detail, ...outcome.position };
}

function effectOf({ before, after, decisions = [], refusal }: ComparedState): BenchEffect {
  const ofClaims = decisions.filter(({ kind }) => kind === 'claim');
  const named = (outcome: string): readonly string[] =>
    ofClaims.filter((each) => each.outcome === outcome).map(({ value }) => value);
  const plain = JSON.parse(JSON.stringify({ before, after })) as Pick<ComparedState, 'before' | 'after'>;
  return {
    differences: differences(plain.before, plain.after),
    decisions,
    claims: { accepted: named('added'), refused: named('dropped') },
    after: plain.after,
    ...(refusal !== undefined && { refusal }),
  };
}
