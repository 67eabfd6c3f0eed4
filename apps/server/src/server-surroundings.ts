import { readResource } from '#module-config/resource-location';
import type { ServerSurroundings } from '#oidc-server-definition/server-surroundings';
import type { ServerConfiguration } from './configuration.js';
import type { ServerRuntime } from './runtime/server-runtime.js';

/** Types of modules that may have definitions of OpenID Connect servers: to federate with, or to trust (reference of the product, 6). */
const OWNERS: readonly string[] = ['SECURITY_OUT_SMART', 'SECURITY_IN_SMART'];

/** What definitions of OpenID Connect servers depend on. */
export function serverSurroundings(
  { nodeId, mode, surroundings }: ServerConfiguration,
  runtime: Pick<ServerRuntime, 'definitions'>,
): ServerSurroundings {
  return {
    nodeId,
    allowsPlainHttp: mode === 'evaluation',
    isOwner: async (module) =>
      module.nodeId === nodeId &&
      (await runtime.definitions()).some(({ moduleId, type }) => moduleId === module.moduleId && OWNERS.includes(type)),
    readFile: (location) => readResource(location, surroundings.folders),
  };
}
