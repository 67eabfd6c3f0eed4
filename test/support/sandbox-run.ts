import type { SandboxRun } from '#scripts/sandbox/sandbox';
import type { ScriptJob, ScriptLogLine } from '#scripts/sandbox/script-job';

/** What a test says of a run; everything else is as modules have it. */
export interface WantedRun extends Partial<Omit<SandboxRun, 'job'>> {
  readonly job?: Partial<ScriptJob>;
  readonly limits?: Partial<ScriptJob['limits']>;
}

const usualLimits: ScriptJob['limits'] = { computeMillis: 250, hostCalls: 50, outputBytes: 65_536, logBytes: 65_536 };
const surroundings = JSON.stringify({ nodeId: 'Master', moduleId: 'smart_auth', environment: {}, hasFhir: false });

/** A run of a script whose top-level statements do everything: the function that is asked for is not there. */
export function sandboxRun(source: string, { job, limits, ...rest }: WantedRun = {}): SandboxRun {
  return {
    ...{ totalMillis: 20_000, holder: 'smart_auth', onLog: () => undefined },
    answer: () => Promise.resolve({ status: 200, headers: {}, text: 'answered' }),
    ...rest,
    job: {
      ...{ fileName: 'script.js', source, isModule: false, functionName: 'none', input: 'null', surroundings, ...job },
      limits: { ...usualLimits, ...limits },
    },
  };
}

/** A run, and what it logs. */
export function loggingRun(source: string, wanted: WantedRun = {}): { run: SandboxRun; lines: string[] } {
  const lines: string[] = [];
  const onLog = ({ text }: ScriptLogLine): void => void lines.push(text);
  return { run: sandboxRun(source, { ...wanted, onLog }), lines };
}
