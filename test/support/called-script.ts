import type { ScriptAnswer, ScriptRun, ScriptRunner } from '#scripts/running/script-runner';
import { ScriptFailure, type ScriptFailureReason } from '#scripts/script-failure.port';
import { scriptOf, type ScriptBench } from './script-bench.js';
import { ScriptCaseRun } from './script-case-run.js';
import type { ScriptCase, ScriptResult } from './script-cases.js';
import { ScriptServers } from './script-servers.js';

/** What came of a case, and what happened on the way. */
export interface CalledScript {
  readonly result: ScriptResult;
  /** What it threw, or why what it returned is of no use. */
  readonly detail?: string;
  /** `LEVEL: text`. */
  readonly log: readonly string[];
  readonly requests: ScriptServers['requests'];
}

const outcomes: Partial<Readonly<Record<ScriptFailureReason, ScriptResult['outcome']>>> = {
  load: 'loadError',
  'unusable-result': 'refused',
};

/** Calls the functions of a case in turn, until one fails or refuses. */
export async function calledScript(
  bench: ScriptBench,
  { source, isModule, functions, input }: ScriptCase,
): Promise<CalledScript> {
  const servers = new ScriptServers(input);
  bench.answers = { http: servers.http, fhir: servers.fhir };
  bench.environment = input.env ?? {};
  const watched = new WatchedBench(bench);
  const script = scriptOf(source, { isModule, fhirBase: 'https://fhir.example.org', mayAdminister: true });
  const run = new ScriptCaseRun(watched, script, input);
  try {
    for (const name of functions) if (run.result.outcome === 'success') await run.call(name);
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    watched.failure = error;
  }
  const { failure, log } = watched;
  const outcome = failure === undefined ? run.result.outcome : (outcomes[failure.reason] ?? 'throws');
  const result = { ...run.settled(), outcome };
  return { result, log, requests: servers.requests, ...(failure && { detail: failure.detail }) };
}

/** The lines of all runs, and what one failed with: `onPostAuthorize` fails without anybody being told. */
class WatchedBench implements ScriptRunner {
  readonly log: string[] = [];
  failure: ScriptFailure | undefined;

  constructor(private readonly bench: ScriptBench) {}

  async run<T>(run: ScriptRun<T>): Promise<ScriptAnswer<T>> {
    try {
      return await this.bench.run(run);
    } catch (error) {
      if (error instanceof ScriptFailure) this.failure = error;
      throw error;
    } finally {
      this.log.push(...this.bench.log.map((line) => line.replace(/^\w+/, (level) => level.toUpperCase())));
    }
  }
}
