import { bindOptions } from '#module-config/bind-options';
import { plainValues } from '#module-config/configuration-value';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { callbackScriptOf } from '#inbound-security/callback-script-of';
import { SmartInboundOptions } from '#inbound-security/smart/smart-inbound.options';
import { CodapOptions } from '#outbound-smart/codap/codap.options';

type Rule = (module: ModuleDefinition) => string | undefined;

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['SECURITY_IN_SMART', inbound],
  ['SECURITY_OUT_SMART', outbound],
]);

/**
 * Key of the option by which a module relies on all definitions of servers that it has: who adds one then decides what people are and may do, as who
 * writes a script does (V-100). Undefined where nothing does.
 */
export function relianceOnDefinitions(module: ModuleDefinition): string | undefined {
  return RULES.get(module.type)?.(module);
}

/** The script of the module hears the claims of everybody; and names are taken as they come. */
function inbound({ nodeId, moduleId, type, config }: ModuleDefinition): string | undefined {
  const { options } = bindOptions(SmartInboundOptions, plainValues(config), type);
  if (callbackScriptOf({ nodeId, moduleId, options }) !== undefined) return 'callback_script';
  return options.takesPlainNames ? 'username.plain' : undefined;
}

/** Clients that list no issuers bring people of any defined server. */
function outbound({ type, config }: ModuleDefinition): string | undefined {
  return bindOptions(CodapOptions, plainValues(config), type).options.enabled ? 'codap.enabled' : undefined;
}
