import { AUDIT_LOG } from '#audit/audit.port';
import type { KeystoreModuleOptions } from '#keystore/keystore.module';
import { readResource } from '#module-config/resource-location';
import type { ServerConfiguration } from './configuration.js';
import type { LiveModules } from './runtime/live-modules.js';

/** What keystores depend on; they count as used by the modules that run, and by those that would at the next start. */
export function keystoreSurroundings(
  { mode, modules, surroundings }: ServerConfiguration,
  live: LiveModules,
): Omit<KeystoreModuleOptions, 'encryptionKey'> {
  return {
    ...{ mode, journal: AUDIT_LOG },
    readLocation: (location) => readResource(location, surroundings.folders),
    usersOf: (keystoreId) => {
      const users = [...live.outbound.values(), ...modules.outbound].filter((each) => each.keystoreId === keystoreId);
      return [...new Set(users.map(({ moduleId }) => moduleId))];
    },
  };
}
