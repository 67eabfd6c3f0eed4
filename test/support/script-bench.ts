import type { ConfiguredScript, ScriptSettings } from '#scripts/configured-script.port';
import { compiledEngine } from '#scripts/sandbox/compiled-engine';
import { Engine, type HostCall } from '#scripts/sandbox/engine';
import { readGuestSources } from '#scripts/sandbox/guest-sources';
import type { ScriptLogLine } from '#scripts/sandbox/script-job';
import { runLimits } from '#scripts/running/run-limits';
import type { ScriptAnswer, ScriptRun, ScriptRunner } from '#scripts/running/script-runner';
import { answerOf, settledRun } from '#scripts/running/settled-run';

/** Milliseconds in which a run is over here: machines that run tests are busy. */
const TOTAL_MILLIS = 20_000;

/** Runs scripts in the engine itself, in this process and without threads, and keeps what they log. */
export class ScriptBench implements ScriptRunner {
  /** Lines of the last run: `info: text`. */
  log: string[] = [];
  /** Answers what scripts ask the server for, by operation. */
  answers: Readonly<Record<string, (payload: unknown) => unknown>> = {};
  environment: Readonly<Record<string, string>> = {};
  private engine: Engine | undefined;

  async start(): Promise<this> {
    const parts = { wasm: await compiledEngine(), guestSources: readGuestSources(), memoryMib: 64 };
    this.engine = await Engine.start({ ...parts, host: this.host });
    return this;
  }

  run<T>(run: ScriptRun<T>): Promise<ScriptAnswer<T>> {
    return Promise.resolve().then(() => this.runNow(run));
  }

  private runNow<T>(run: ScriptRun<T>): ScriptAnswer<T> {
    const { script, functionName, input } = run;
    if (this.engine === undefined) throw new Error('the bench was not started');
    if (script.source.kind !== 'text') throw new Error('the bench runs texts');
    this.log = [];
    const { nodeId, moduleId, isModule, fhirBase } = script.settings;
    const job = {
      ...{ fileName: script.name, source: script.source.text, isModule, functionName, input: JSON.stringify(input) },
      surroundings: JSON.stringify({
        nodeId,
        moduleId,
        environment: this.environment,
        hasFhir: fhirBase !== undefined,
      }),
      limits: runLimits(script.settings),
    };
    const outcome = this.engine.run(job, TOTAL_MILLIS);
    const version = { text: script.source.text, hash: '' };
    return answerOf(settledRun({ run, outcome, version, lines: [], millis: 0 }));
  }

  private readonly host: HostCall = (operation, payload, meter) => {
    if (operation === 'log') this.log.push(lineOf(JSON.parse(payload) as ScriptLogLine));
    if (operation === 'log') return '{}';
    if (operation === 'uuid') return JSON.stringify({ value: '00000000-0000-4000-8000-000000000000' });
    if (operation === 'random') return JSON.stringify({ value: 0.5 });
    if (!meter.mayCall()) return JSON.stringify({ failure: 'this run may not call the host any more' });
    try {
      const answer = this.answers[operation];
      if (answer === undefined) throw new Error(`nothing answers ${operation}`);
      return JSON.stringify({ value: answer(JSON.parse(payload)) });
    } catch (error) {
      return JSON.stringify({ failure: (error as Error).message });
    }
  };
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
    totalMillis: 20_000,
  };
  return { name: 'script.js', source: { kind: 'text', text }, settings: { ...usual, allowedHosts: [], ...settings } };
}
