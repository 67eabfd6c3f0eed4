import type { ConfiguredScript } from '#scripts/configured-script.port';
import { scriptProperty } from '#scripts/script-places.port';
import { configuredScript, scriptSettings, type ScriptProperties } from '#scripts/script-properties.port';
import type { CallbackScriptOptions } from './callback-script.options.js';

/** An inbound module as far as its callback script is concerned. */
export interface ModuleWithCallback {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly options: { readonly callbackScript: CallbackScriptOptions; readonly scriptEngine: ScriptProperties };
}

/** The script that a module asks about everybody who has proved who they are; undefined where none is configured. */
export function callbackScriptOf({ nodeId, moduleId, options }: ModuleWithCallback): ConfiguredScript | undefined {
  const { mayAdminister } = options.callbackScript;
  const module = { nodeId, moduleId, ...(mayAdminister && { mayAdminister: true as const }) };
  const settings = scriptSettings(options.scriptEngine, module);
  return configuredScript(scriptProperty.callback, options.callbackScript, settings);
}
