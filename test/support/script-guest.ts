import { compiledEngine } from '#scripts/sandbox/engine/compiled-engine';
import { Engine } from '#scripts/sandbox/engine/engine';
import { readGuestSources } from '#scripts/sandbox/engine/guest-sources';
import type { ScriptJob, ScriptOutcome } from '#scripts/sandbox/script-job';

/** Answers an operation of the host; what it throws the script is told. */
export type FakeHost = (operation: string, payload: unknown) => unknown;

/** An engine of this thread, and what it does with a script. */
export interface ScriptGuest {
  /** Runs the top-level statements, for the function that is asked for is not there; what they logged, in order, and at the end what they threw. */
  readonly lines: (source: string, surroundings?: Partial<Surroundings>) => readonly string[];
  readonly run: (source: string, surroundings?: Partial<Surroundings>) => ScriptOutcome;
}

interface Surroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly hasFhir: boolean;
}

const limits: ScriptJob['limits'] = { computeMillis: 5_000, hostCalls: 100, outputBytes: 65_536, logBytes: 65_536 };

/** The real engine with the real guest, and a host of the test's. */
export async function scriptGuest(host: FakeHost = () => null): Promise<ScriptGuest> {
  let logged: string[] = [];
  const answer = (operation: string, payload: string): string => {
    const value: unknown = JSON.parse(payload);
    if (operation === 'log') logged.push((value as { text: string }).text);
    try {
      return JSON.stringify({ value: operation === 'log' ? null : host(operation, value) });
    } catch (error) {
      return JSON.stringify({ failure: error instanceof Error ? error.message : String(error) });
    }
  };
  const engine = await Engine.start({
    ...{ wasm: await compiledEngine(), guestSources: readGuestSources(), memoryMib: 64, host: answer },
  });
  const run: ScriptGuest['run'] = (source, { environment = {}, hasFhir = false } = {}) => {
    const surroundings = JSON.stringify({ nodeId: 'Master', moduleId: 'smart_auth', environment, hasFhir });
    return engine.run(
      { fileName: 'script.js', source, isModule: false, functionName: 'none', input: 'null', surroundings, limits },
      5_000,
    );
  };
  const lines: ScriptGuest['lines'] = (source, surroundings) => {
    logged = [];
    const outcome = run(source, surroundings);
    return outcome.kind === 'failed' ? [...logged, `${outcome.reason}: ${outcome.detail}`] : logged;
  };
  return { run, lines };
}
