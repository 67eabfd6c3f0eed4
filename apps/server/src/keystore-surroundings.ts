import { AUDIT_LOG } from '#audit/audit.port';
import type { KeystoreModuleOptions } from '#keystore/keystore.module';
import { readResource } from '#module-config/resource-location';
import type { ServerConfiguration } from './configuration.js';
import { readModules } from './configuration/configured-modules.js';
import type { ServerRuntime } from './runtime/server-runtime.js';

/** What keystores depend on. A module that was stopped, or never ran, uses its keystore as well: started again, it could not sign otherwise. */
export function keystoreSurroundings(
  { mode, surroundings }: ServerConfiguration,
  runtime: Pick<ServerRuntime, 'live' | 'definitions'>,
): Omit<KeystoreModuleOptions, 'encryptionKey'> {
  return {
    ...{ mode, journal: AUDIT_LOG },
    readLocation: (location) => readResource(location, surroundings.folders),
    usersOf: async (keystoreId) => {
      const defined = readModules(await runtime.definitions(), mode);
      const signers = [...runtime.live.outbound.values(), ...defined.outbound];
      const callers = [...signers, ...runtime.live.inboundSmart.values(), ...defined.smartInbound];
      const users = [
        ...signers.filter((each) => each.keystoreId === keystoreId),
        ...callers.filter(({ options }) => options.serverCalls.clientKeystoreId === keystoreId),
      ];
      return [...new Set(users.map(({ moduleId }) => moduleId))];
    },
  };
}
