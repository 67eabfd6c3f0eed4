/** Whether scripts can run in this process. */
export interface ScriptHealth {
  /** False while no thread can be started that they could run in; whoever asks has it tried again. */
  canRun(): boolean;
  /** Why none can run now, found out without running one; undefined where one can, or where no module names one. */
  fault(): Promise<string | undefined>;
}

/** DI token of {@link ScriptHealth}. */
export const SCRIPT_HEALTH = Symbol('ScriptHealth');
