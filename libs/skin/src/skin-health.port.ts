/** A module that does not wear what it should in this process. */
export interface SkinProblem {
  readonly moduleId: string;
  /** What is wrong, and what is worn meanwhile, without a full stop. */
  readonly problem: string;
  /** Without one either. */
  readonly remedy: string;
  /** The value of `skin.webjar_id`, where what it names is not stored. */
  readonly missing?: string;
}

/** Whether modules wear what they should: no reason to be unready, sign-in works (skins.md 5.6). */
export interface SkinHealth {
  /** In this process, by the ids of the modules. */
  problems(): readonly SkinProblem[];
  /** What a process that wears nothing yet would find; nothing is worn by it, or logged. @throws DatabaseUnavailableError */
  examine(): Promise<readonly SkinProblem[]>;
}

/** DI token of {@link SkinHealth}. */
export const SKIN_HEALTH = Symbol('SkinHealth');
