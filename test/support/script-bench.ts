import type { ConfiguredScript, ScriptSettings } from '#scripts/configured-script.port';
import type { HostQuestion } from '#scripts/running/host-answers';
import { ScriptExecution } from '#scripts/running/script-execution';
import type { ScriptAnswer, ScriptRun, ScriptRunner } from '#scripts/running/script-runner';
import { answerOf } from '#scripts/running/settled-run';
import type { ScriptLogLine } from '#scripts/sandbox/script-job';
import { ScriptPool } from '#scripts/sandbox/pool/script-pool';
import type { ScriptSources } from '#scripts/sources/script-sources';
import type { ScriptSurroundings } from '#scripts/script-surroundings';

/** Milliseconds in which a run is over here: machines that run tests are busy. */
const TOTAL_MILLIS = 20_000;

const texts: ScriptSources = {
  find: (source) => {
    if (source.kind !== 'text') throw new Error('the bench runs texts');
    return Promise.resolve({ text: source.text, hash: 'of a text' });
  },
};

/** Runs scripts by what runs them in the server, threads included, and keeps what they log. Only what they ask the server for is answered here. */
export class ScriptBench implements ScriptRunner {
  /** Lines of the last run: `info: text`. */
  log: string[] = [];
  /** Answers what scripts ask the server for, by operation. */
  answers: Readonly<Record<string, (payload: unknown) => unknown>> = {};
  private readonly surroundings: { environment: Readonly<Record<string, string>> } = { environment: {} };
  private readonly pool = new ScriptPool();
  private readonly execution = new ScriptExecution(texts, this.pool, this.surroundings as ScriptSurroundings);

  set environment(environment: Readonly<Record<string, string>>) {
    this.surroundings.environment = environment;
  }

  async run<T>(run: ScriptRun<T>): Promise<ScriptAnswer<T>> {
    const host = { answer: (question: HostQuestion) => this.answer(question) };
    const finished = await this.execution.execute(run, { host, holder: 'bench' });
    this.log = finished.lines.map(lineOf);
    return answerOf(finished);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private answer({ operation, payload }: HostQuestion): Promise<unknown> {
    const answer = this.answers[operation];
    if (answer === undefined) return Promise.reject(new Error(`nothing answers ${operation}`));
    return Promise.resolve().then(() => answer(payload));
  }
}

function lineOf({ level, text }: ScriptLogLine): string {
  return `${level}: ${text}`;
}

/** A script of this text, for a module that lets it do everything that modules can. */
export function scriptOf(text: string, settings: Partial<ScriptSettings> = {}): ConfiguredScript {
  const usual = {
    nodeId: 'Master',
    moduleId: 'smart_auth',
    isModule: false,
    computeMillis: 5_000,
    totalMillis: TOTAL_MILLIS,
  };
  return { name: 'script.js', source: { kind: 'text', text }, settings: { ...usual, allowedHosts: [], ...settings } };
}
