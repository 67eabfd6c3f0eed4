import type { Provider } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import type { Clock } from '#protocol/clock';
import { lockForGood } from '../administration/lock-for-good.js';
import { UserWrites } from '../administration/user-writes.js';
import { LDAP_INBOUND_INSTANCES, type LdapInboundInstances } from '../ldap/ldap-inbound-instance.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { PASSKEYS } from '../passkeys.port.js';
import { secondFactorRules } from '../second-factor/second-factor-rules.js';
import { USER_DIRECTORY, type UserDirectory } from '../user-directory.port.js';
import { StoredPasskeys } from './stored-passkeys.js';

/** Passkeys of people. */
export const passkeyProviders: readonly Provider[] = [
  {
    provide: PASSKEYS,
    inject: [USER_CHANGES, UserWrites, USER_DIRECTORY, DATABASE_CLOCK, SERVER_SECRETS, LDAP_INBOUND_INSTANCES],
    useFactory: (
      { sql, changes, audit, instances }: UserChangeDependencies,
      writes: UserWrites,
      directory: UserDirectory,
      clock: Clock,
      secrets: ServerSecrets,
      directories: LdapInboundInstances,
    ) =>
      new StoredPasskeys({
        ...{ sql, changes, instances, directory, clock },
        rulesOf: (moduleId) => secondFactorRules([instances, directories], moduleId),
        challengeKey: secrets.derive('passkey-challenge'),
        handleKey: secrets.derive('passkey-user'),
        recoveryKey: secrets.derive('recovery-code'),
        lockForGood: async (moduleId, pid) => {
          const instance = instances.get(moduleId);
          if (instance !== undefined) await lockForGood({ sql, audit, writes }, instance, pid);
        },
      }),
  },
];
