/**
 * Work that no request waits for: what is outdated is removed, keys are rotated, what is owed to apps is delivered. Servers do it. A command, which
 * ends soon and is to do what it was asked for and nothing else, leaves it to them.
 */
export interface BackgroundWork {
  readonly isDoneHere: boolean;
}

/** Injection token of {@link BackgroundWork}. */
export const BACKGROUND_WORK = Symbol('BackgroundWork');
