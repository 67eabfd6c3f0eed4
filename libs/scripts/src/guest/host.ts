/**
 * The way out of the engine: an operation by name, with JSON there and back. Throws what the host refuses. Everything under `guest` runs inside
 * the engine, beside the script: no Node, no types of it, nothing but the language and this.
 */
export type Host = (operation: string, payload: unknown) => unknown;
