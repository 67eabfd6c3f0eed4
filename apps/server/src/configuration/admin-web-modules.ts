import type { AdminWebInstance } from '#admin-console/instances/admin-web-instance';
import { AdminWebOptions } from '#admin-console/instances/admin-web.options';
import { plainValues } from '#module-config/configuration-value';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { trustedProxyTest } from '#module-config/forward-header-properties.port';
import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import { relyingPartyOf } from '#protocol/passkey/relying-party';

/** The type of the modules that are listeners of the web admin console. */
export const ADMIN_WEB = 'ADMIN_WEB';

/** Types of modules whose users sign in with a password. */
const PASSWORD_TYPES = ['SECURITY_IN_LOCAL', 'SECURITY_IN_LDAP', 'SECURITY_IN_SCRIPTED'];

/** A listener of the console, to be used only when there are no problems. */
export interface ReadAdminWeb {
  readonly instance: AdminWebInstance;
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

/** @param all every module of the configuration: whose users sign in */
export function readAdminWeb(
  module: ModuleDefinition,
  all: readonly ModuleDefinition[],
  mode: 'evaluation' | 'production',
): ReadAdminWeb {
  const { nodeId, moduleId, requires } = module;
  const config = plainValues(module.config);
  const { options, problems } = bindOptions(AdminWebOptions, config, ADMIN_WEB);
  const isTrustedProxy = trustedProxyTest(options.forwarding);
  const publicUrl = options.publicUrl ?? `http://localhost:${String(options.port)}`;
  const relyingParty = relyingPartyOf(publicUrl);
  const path = options.contextPath.replace(/^\/+|\/+$/g, '');
  const instance = {
    ...{ nodeId, moduleId, options, contextPath: path === '' ? '' : `/${path}` },
    inboundModuleId: requires.get('SECURITY_IN_UP') ?? '',
    session: sessionOf(moduleId, options, mode),
    isEvaluation: mode === 'evaluation',
    ...(relyingParty && { relyingParty }),
    ...(isTrustedProxy && { isTrustedProxy }),
  };
  const located = [...problems, ...refusedProblems(AdminWebOptions, config, ADMIN_WEB)].map((each) => ({
    ...each,
    key: `module.${moduleId}.config.${each.key}`,
  }));
  return { instance, problems: [...located, ...inboundProblems(module, all)], warnings: weakFactor(instance) };
}

/** In production the cookie is for TLS alone, whatever is known of the address: browsers make an exception for their own machine. */
function sessionOf(
  moduleId: string,
  { publicUrl, idleMinutes, absoluteHours }: AdminWebOptions,
  mode: 'evaluation' | 'production',
): AdminWebInstance['session'] {
  const secure = mode === 'production' || publicUrl?.startsWith('https:') === true;
  return { moduleId, secure, idleMinutes, absoluteHours, mostPerPerson: 0 };
}

function weakFactor({ moduleId, options }: AdminWebInstance): readonly ConfigurationProblem[] {
  if (options.isSecondFactorRequired) return [];
  const key = `module.${moduleId}.config.second_factor.required`;
  const problem = 'is false, so that a password alone opens the console to administrators without a second factor';
  return [
    { key, problem, remedy: 'Remove the line, unless something in front of the console asks for a second factor.' },
  ];
}

function inboundProblems(
  { moduleId, requires }: ModuleDefinition,
  all: readonly ModuleDefinition[],
): readonly ConfigurationProblem[] {
  const named = requires.get('SECURITY_IN_UP') ?? '';
  const known = all.filter(({ type }) => PASSWORD_TYPES.includes(type)).map((each) => each.moduleId);
  if (known.includes(named)) return [];
  const problem = named === '' ? 'is missing' : `names "${named}", which is no inbound module of this configuration`;
  const remedy = `Name a module of type ${PASSWORD_TYPES.join(' or ')} (here: ${known.join(', ') || 'none is configured'}).`;
  return [{ key: `module.${moduleId}.requires.SECURITY_IN_UP`, problem, remedy }];
}
