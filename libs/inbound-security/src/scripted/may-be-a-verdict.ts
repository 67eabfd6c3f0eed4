import { ScriptFailure, type ScriptFailureReason } from '#scripts/script-failure.port';

/** The script was not asked: nothing can have been found out about a password. */
const NOT_ASKED: ReadonlySet<ScriptFailureReason> = new Set<ScriptFailureReason>([
  ...(['busy', 'suspended', 'load', 'missing-source', 'nesting-limit'] as const),
]);

/**
 * Whether a script that failed about a password may have judged it. Many say no by throwing, services make whoever is wrong wait, and what was typed can make
 * a careless pattern compute for ever: if such runs did not count, passwords could be guessed without an end (V-52).
 */
export function mayBeAVerdict(cause: unknown): boolean {
  return cause instanceof ScriptFailure && !NOT_ASKED.has(cause.reason);
}
