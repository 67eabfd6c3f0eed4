import type { ModuleState } from './module-administration.port.js';
import type { ConfigurationProblem } from './configuration-problem.js';
import type { ModuleDefinition } from './module-definitions.js';

/** How a module is in this process. */
export interface RunningState {
  readonly state: Exclude<ModuleState, 'NOT_SUPPORTED'>;
  readonly problems: readonly ConfigurationProblem[];
  readonly port?: number;
  /** What it was started with, references to variables as they are written; absent while it does not run. */
  readonly startedWith?: ModuleDefinition;
}

/** The modules of this process. */
export interface ModuleRuntime {
  /** Resolves when this process has done what is wanted of every module by now: started, stopped and restarted what had to be. */
  follow(): Promise<void>;
  /** `undefined` for a module that this process has never heard of. */
  stateOf(moduleId: string): RunningState | undefined;
}
