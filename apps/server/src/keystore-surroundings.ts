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
      const defined = readModules(await runtime.definitions(), mode).outbound;
      const users = [...runtime.live.outbound.values(), ...defined].filter((each) => each.keystoreId === keystoreId);
      return [...new Set(users.map(({ moduleId }) => moduleId))];
    },
  };
}
