/** A module that does not wear what it should in this process. */
export interface SkinProblem {
  readonly moduleId: string;
  /** A sentence: what is wrong, and what is worn meanwhile. */
  readonly message: string;
}

/** Whether modules wear what they should: no reason to be unready, sign-in works (skins.md 5.6). */
export interface SkinHealth {
  /** In this process, by the ids of the modules. */
  problems(): readonly SkinProblem[];
}

/** DI token of {@link SkinHealth}. */
export const SKIN_HEALTH = Symbol('SkinHealth');
