import releaseSync from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';

/** What scripts of a page did. */
export interface RanScripts {
  /** Calls of `said(id, text)`, in their order. */
  readonly said: readonly (readonly [id: string, text: unknown])[];
  /** Calls of `alert`. */
  readonly alerts: number;
}

/** An engine of JavaScript that knows nothing but the language. */
export function scriptEngine(): Promise<QuickJSWASMModule> {
  return newQuickJSWASMModuleFromVariant(releaseSync as unknown as QuickJSSyncVariant);
}

/**
 * Runs the scripts of a page behind each other, in a world of their own.
 * @throws Error where one is no script, or fails
 */
export function ranScripts(engine: QuickJSWASMModule, scripts: readonly string[]): RanScripts {
  const context = engine.newContext();
  try {
    const before =
      'let alerts = 0; const all = []; const alert = () => alerts++; const said = (...one) => all.push(one);';
    const after = 'JSON.stringify({ said: all, alerts })';
    const result = context.evalCode([before, ...scripts, after].join('\n;'));
    const value: unknown = context.dump(result.error ?? result.value);
    result.dispose();
    if (result.error) throw new Error(mistakeOf(value as ScriptMistake, scripts));
    return JSON.parse(String(value)) as RanScripts;
  } finally {
    context.dispose();
  }
}

/** As the engine tells of a mistake. */
interface ScriptMistake {
  readonly message?: string;
  readonly stack?: string;
}

/** Short: an error that holds the engine keeps a test runner busy for minutes. */
function mistakeOf({ message = '', stack = '' }: ScriptMistake, scripts: readonly string[]): string {
  return `${message} ${stack.trim()} in:\n${scripts.join('\n;').slice(0, 20_000)}`;
}
