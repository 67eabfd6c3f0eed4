import type { ScriptedFunction } from '../scripted-function.js';

// Each function has its own types; the host's side of it (`running/`) sends and reads the same ones.
type AnyFunction = ScriptedFunction<never, readonly unknown[], unknown>;

/** Every function that scripts may define, by its name. */
export const scriptedFunctions: Readonly<Record<string, Erased>> = Object.fromEntries(
  ([] as AnyFunction[]).map((each) => [each.name, each as unknown as Erased]),
);

interface Erased {
  begin(input: unknown): readonly unknown[];
  finish(result: unknown, args: readonly unknown[]): unknown;
}
