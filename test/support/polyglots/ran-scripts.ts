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
    const value: unknown = context.dump(context.unwrapResult(result));
    return JSON.parse(String(value)) as RanScripts;
  } finally {
    context.dispose();
  }
}
