import type { ScriptJob, ScriptLogLine, ScriptOutcome } from './script-job.js';

/** A job with what it needs of the server while it runs. */
export interface SandboxRun {
  readonly job: ScriptJob;
  /** Milliseconds from now in which it has to be over. */
  readonly totalMillis: number;
  /** Who must not keep others out by running much, such as the module; the script itself where it is absent. */
  readonly holder?: string;
  /** The user or client that it is for, whose data may be why it breaks its limits. */
  readonly subject?: string;
  /**
   * Answers a call of the host, such as `http`, that the thread cannot answer itself.
   * @param signal aborted when the run is over: nobody waits for the answer any more
   * @throws Error — its message is what the script is told
   */
  readonly answer: (operation: string, payload: unknown, signal: AbortSignal) => Promise<unknown>;
  readonly onLog: (line: ScriptLogLine) => void;
}

/** Who must not keep others out. */
export function holderOf({ holder, job }: SandboxRun): string {
  return holder ?? job.fileName;
}

/** Where scripts run. Whatever a script does, this gives an outcome, and nothing else of the server is touched. */
export interface Sandbox {
  run(run: SandboxRun): Promise<ScriptOutcome>;
}

/** DI token of {@link Sandbox}. */
export const SANDBOX = Symbol('Sandbox');
