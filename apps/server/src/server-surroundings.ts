import { readResource } from '#module-config/resource-location';
import { ServerCallProperties } from '#oidc-server-definition/server-call-properties.port';
import type { ServerCallSettings } from '#oidc-server-definition/server-call-settings';
import type { ServerSurroundings } from '#oidc-server-definition/server-surroundings';
import type { ServerConfiguration } from './configuration.js';
import { relianceOnDefinitions } from './reliance-on-definitions.js';
import type { ServerRuntime } from './runtime/server-runtime.js';

/** Types of modules that may have definitions of OpenID Connect servers: to federate with, or to trust (reference of the product, 6). */
const OWNERS: readonly string[] = ['SECURITY_OUT_SMART', 'SECURITY_IN_SMART'];

/** What definitions of OpenID Connect servers depend on. */
export function serverSurroundings(
  { nodeId, mode, surroundings }: ServerConfiguration,
  runtime: Pick<ServerRuntime, 'live' | 'definitions'>,
): ServerSurroundings {
  return {
    nodeId,
    allowsPlainHttp: mode === 'evaluation',
    isOwner: async (module) =>
      module.nodeId === nodeId &&
      (await runtime.definitions()).some(({ moduleId, type }) => moduleId === module.moduleId && OWNERS.includes(type)),
    reliesBy: async (moduleId) =>
      relianceOnDefinitions({ moduleId, definitions: await runtime.definitions(), live: runtime.live }),
    readFile: (location) => readResource(location, surroundings.folders),
    callSettings: (moduleId) =>
      callSettings(runtime.live.outbound.get(moduleId) ?? runtime.live.inboundSmart.get(moduleId)),
  };
}

/** What a module that runs says of calls; the defaults of one that does not. */
function callSettings(
  instance:
    | { readonly options: { readonly serverCalls: ServerCallProperties }; readonly serverAuthorities?: string }
    | undefined,
): ServerCallSettings {
  const options = instance?.options.serverCalls ?? new ServerCallProperties();
  return {
    keysFreshSeconds: options.keysCacheMinutes * 60,
    keystoreId: options.clientKeystoreId,
    assertionAudience: options.assertionAudience === 'token_endpoint' ? 'token_endpoint' : 'issuer',
    ...(instance?.serverAuthorities !== undefined && { authorities: instance.serverAuthorities }),
  };
}
