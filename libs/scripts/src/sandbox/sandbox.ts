import type { ScriptJob, ScriptLogLine, ScriptOutcome } from './script-job.js';

/** A job with what it needs of the server while it runs. */
export interface SandboxRun {
  readonly job: ScriptJob;
  /** Milliseconds from now in which it has to be over. */
  readonly totalMillis: number;
  /** Who must not keep others out by running much, such as the module; the script itself where it is absent. */
  readonly holder?: string;
  /** Of which script it is; absent where nothing counts against one: it is run whatever happened before. */
  readonly origin?: ScriptOrigin;
  /** Whose data may be why it breaks its limits; absent where nobody knows. */
  readonly subject?: RunSubject;
  /**
   * Answers a call of the host, such as `http`, that the thread cannot answer itself.
   * @param signal aborted when the run is over: nobody waits for the answer any more
   * @throws Error — its message is what the script is told
   */
  readonly answer: (operation: string, payload: unknown, signal: AbortSignal) => Promise<unknown>;
  readonly onLog: (line: ScriptLogLine) => void;
}

/** A script as a module runs it: the limits are the module's, so that what they end says nothing of other modules. */
export interface ScriptOrigin {
  readonly moduleId: string;
  /** SHA-256 of the source, base64url. */
  readonly hash: string;
  /** Of a script of the library. */
  readonly version?: number;
}

/** Whose data a run works with. */
export interface RunSubject {
  /** For whom a script is left alone that is ended again and again for them. */
  readonly one: string;
  /** As whom these ends count where enough of them close it to all: nothing that a stranger can make up as often as they like. */
  readonly countsAs: string;
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
