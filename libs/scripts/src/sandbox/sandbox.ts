import type { ScriptJob, ScriptLogLine, ScriptOutcome } from './script-job.js';

/** A job with what it needs of the server while it runs. */
export interface SandboxRun {
  readonly job: ScriptJob;
  /** Milliseconds from now in which it has to be over. */
  readonly totalMillis: number;
  /**
   * Answers a call of the host, such as `http`, that the thread cannot answer itself.
   * @throws Error — its message is what the script is told
   */
  readonly answer: (operation: string, payload: unknown) => Promise<unknown>;
  readonly onLog: (line: ScriptLogLine) => void;
}

/** Where scripts run. Whatever a script does, this gives an outcome, and nothing else of the server is touched. */
export interface Sandbox {
  run(run: SandboxRun): Promise<ScriptOutcome>;
}

/** DI token of {@link Sandbox}. */
export const SANDBOX = Symbol('Sandbox');
