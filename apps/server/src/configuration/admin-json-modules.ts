import type { AdminJsonInstance } from '#admin-api/instances/admin-json-instance';
import { AdminJsonOptions } from '#admin-api/instances/admin-json.options';
import { readSmartInbound } from '#inbound-security/smart/read-smart-inbound';
import { plainValues } from '#module-config/configuration-value';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { trustedProxyTest } from '#module-config/forward-header-properties.port';
import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';

/** The type of the modules that are listeners of the JSON admin API. */
export const ADMIN_JSON = 'ADMIN_JSON';

/** Types of modules whose users sign in with a password. */
const PASSWORD_TYPES = ['SECURITY_IN_LOCAL', 'SECURITY_IN_LDAP', 'SECURITY_IN_SCRIPTED'];

/** A listener of the admin API, to be used only when there are no problems. */
export interface ReadAdminJson {
  readonly instance: AdminJsonInstance;
  readonly problems: readonly ConfigurationProblem[];
}

/** @param all every module of the configuration: whose users and tokens count */
export function readAdminJson(module: ModuleDefinition, all: readonly ModuleDefinition[]): ReadAdminJson {
  const { nodeId, moduleId, requires } = module;
  const config = plainValues(module.config);
  const { options, problems } = bindOptions(AdminJsonOptions, config, ADMIN_JSON);
  const path = options.contextPath.replace(/^\/+|\/+$/g, '');
  const bearer = bearerModules(module, all);
  const isTrustedProxy = trustedProxyTest(options.forwarding);
  const instance = {
    ...{ nodeId, moduleId, options },
    contextPath: path === '' ? '' : `/${path}`,
    inboundModuleId: requires.get('SECURITY_IN_UP') ?? '',
    bearerModuleIds: options.takesTokens ? bearer.moduleIds : [],
    ...(isTrustedProxy && { isTrustedProxy }),
    ...(options.takesTokens && bearer.smartInboundModuleId && { smartInboundModuleId: bearer.smartInboundModuleId }),
  };
  const located = [...problems, ...refusedProblems(AdminJsonOptions, config, ADMIN_JSON)].map((each) => ({
    ...each,
    key: `module.${moduleId}.config.${each.key}`,
  }));
  const others = [...inboundProblems(module, all), ...bearer.problems, ...closedProblems(instance)];
  return { instance, problems: [...located, ...others] };
}

/** A listener that nobody could call. */
function closedProblems(instance: AdminJsonInstance): readonly ConfigurationProblem[] {
  const { moduleId, bearerModuleIds, smartInboundModuleId, options } = instance;
  if (options.takesPasswords || bearerModuleIds.length > 0 || smartInboundModuleId !== undefined) return [];
  const key = `module.${moduleId}.config.security.http.basic.enabled`;
  const problem = 'is false, and no access tokens count here either, so that nobody could call';
  return [
    { key, problem, remedy: 'Set it to true, or name a module in SECURITY_IN_OIC (and security.oic.enabled=true).' },
  ];
}

/** Whoever administers signs in with a password of an inbound module (ruling 16 says the same of outbound modules). */
function inboundProblems(
  { moduleId, requires }: ModuleDefinition,
  all: readonly ModuleDefinition[],
): readonly ConfigurationProblem[] {
  const named = requires.get('SECURITY_IN_UP') ?? '';
  const known = all.filter(({ type }) => PASSWORD_TYPES.includes(type)).map((each) => each.moduleId);
  if (known.includes(named)) return [];
  const problem = named === '' ? 'is missing' : `names "${named}", which is no inbound module of this configuration`;
  const types = PASSWORD_TYPES.join(' or ');
  const remedy = `Name a module of type ${types} (here: ${known.join(', ') || 'none is configured'}).`;
  return [{ key: `module.${moduleId}.requires.SECURITY_IN_UP`, problem, remedy }];
}

interface BearerModules {
  readonly moduleIds: readonly string[];
  readonly smartInboundModuleId?: string;
  readonly problems: readonly ConfigurationProblem[];
}

/** `requires.SECURITY_IN_OIC` names an outbound module, or a SMART inbound module that says whose tokens count. */
function bearerModules({ moduleId, requires }: ModuleDefinition, all: readonly ModuleDefinition[]): BearerModules {
  const named = requires.get('SECURITY_IN_OIC') ?? '';
  if (named === '') return { moduleIds: [], problems: [] };
  const module = all.find((each) => each.moduleId === named);
  if (module?.type === 'SECURITY_OUT_SMART') return { moduleIds: [named], problems: [] };
  if (module?.type === 'SECURITY_IN_SMART')
    return { moduleIds: trustedOutbound(module, all), smartInboundModuleId: named, problems: [] };
  const problem = `names "${named}", which is no module whose tokens could count`;
  const remedy = 'Name a module of type SECURITY_OUT_SMART or SECURITY_IN_SMART, or remove the line.';
  return { moduleIds: [], problems: [{ key: `module.${moduleId}.requires.SECURITY_IN_OIC`, problem, remedy }] };
}

/** What is wrong with the SMART inbound module is said where that is read. */
function trustedOutbound(module: ModuleDefinition, all: readonly ModuleDefinition[]): readonly string[] {
  const outbound = all.filter(({ type }) => type === 'SECURITY_OUT_SMART').map(({ moduleId }) => moduleId);
  return readSmartInbound({ ...module, config: plainValues(module.config) }, new Set(outbound)).instance
    .trustedModuleIds;
}
