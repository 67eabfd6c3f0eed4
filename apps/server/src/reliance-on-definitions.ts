import { bindOptions } from '#module-config/bind-options';
import { plainValues } from '#module-config/configuration-value';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { callbackScriptOf, type ModuleWithCallback } from '#inbound-security/callback-script-of';
import { SmartInboundOptions } from '#inbound-security/smart/smart-inbound.options';
import { CodapOptions } from '#outbound-smart/codap/codap.options';
import type { LiveModules } from './runtime/live-modules.js';

/** A module, as it is defined and as it runs: until it is restarted these may differ. */
export interface RelyingModule {
  readonly moduleId: string;
  readonly definitions: readonly ModuleDefinition[];
  readonly live: Pick<LiveModules, 'inboundSmart' | 'outbound'>;
}

/**
 * Key of the option by which a module relies on all definitions of servers that it has, or will when it is restarted: who adds one then decides what
 * people are and may do, as who writes a script does (V-100). Undefined where nothing does.
 */
export function relianceOnDefinitions({ moduleId, definitions, live }: RelyingModule): string | undefined {
  const defined = definitions.find((each) => each.moduleId === moduleId);
  const inbound = live.inboundSmart.get(moduleId);
  const outbound = live.outbound.get(moduleId);
  return (
    (defined && asDefined(defined)) ??
    (inbound && ofInbound(inbound)) ??
    (outbound && ofOutbound(outbound.options.codap))
  );
}

function asDefined({ nodeId, moduleId, type, config }: ModuleDefinition): string | undefined {
  const values = plainValues(config);
  if (type === 'SECURITY_OUT_SMART') return ofOutbound(bindOptions(CodapOptions, values, type).options);
  if (type !== 'SECURITY_IN_SMART') return undefined;
  return ofInbound({ nodeId, moduleId, options: bindOptions(SmartInboundOptions, values, type).options });
}

/** The script of the module hears the claims of everybody; and names are taken as they come. */
function ofInbound(module: ModuleWithCallback & { readonly options: SmartInboundOptions }): string | undefined {
  if (callbackScriptOf(module) !== undefined) return 'callback_script';
  return module.options.takesPlainNames ? 'username.plain' : undefined;
}

/** Clients that list no issuers bring people of any defined server. */
function ofOutbound({ enabled }: CodapOptions): string | undefined {
  return enabled ? 'codap.enabled' : undefined;
}
