/**
 * How Node is started for the server. A young generation of 32 MB (16 is the default) is collected half as often under load; the
 * preload says what the process itself can still decide.
 */
export const nodeOptions = ['--max-semi-space-size=32', '--import', './scripts/preload.mjs'];
