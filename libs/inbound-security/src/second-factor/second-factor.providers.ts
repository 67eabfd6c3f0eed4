import type { Provider } from '@nestjs/common';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { lockForGood } from '../administration/lock-for-good.js';
import { UserWrites } from '../administration/user-writes.js';
import { LDAP_INBOUND_INSTANCES, type LdapInboundInstances } from '../ldap/ldap-inbound-instance.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { SECOND_FACTORS } from '../second-factor.port.js';
import { StoredSecondFactors } from './stored-second-factors.js';

/** What people prove besides their password. */
export const secondFactorProviders: readonly Provider[] = [
  {
    provide: SECOND_FACTORS,
    inject: [USER_CHANGES, UserWrites, SECRET_ENCRYPTION, SERVER_SECRETS, LDAP_INBOUND_INSTANCES],
    useFactory: (
      { sql, changes, audit, instances }: UserChangeDependencies,
      writes: UserWrites,
      encryption: SecretEncryption,
      secrets: ServerSecrets,
      directories: LdapInboundInstances,
    ) =>
      new StoredSecondFactors({
        ...{ sql, changes, encryption, modules: [instances, directories] },
        recoveryKey: secrets.derive('recovery-code'),
        lockForGood: async (moduleId, pid) => {
          const instance = instances.get(moduleId);
          if (instance !== undefined) await lockForGood({ sql, audit, writes }, instance, pid);
        },
      }),
  },
];
