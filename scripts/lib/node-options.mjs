const preload = ['--import', './scripts/preload.mjs'];

/**
 * How Node is started for the server. A young generation of 32 MB (16 is the default) is collected half as often under load; the
 * preload says what the process itself can still decide.
 */
export const nodeOptions = ['--max-semi-space-size=32', ...preload];

/** How Node is started for a command: its work streams, and a heap that may grow would only be cleared later. */
export const commandOptions = ['--max-semi-space-size=8', '--max-old-space-size=192', ...preload];
