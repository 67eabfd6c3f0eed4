import type { Provider } from '@nestjs/common';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { lockForGood } from '../administration/lock-for-good.js';
import { UserWrites } from '../administration/user-writes.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { SECOND_FACTORS } from '../second-factor.port.js';
import { CountedProof } from './counted-proof.js';
import { StoredSecondFactors } from './stored-second-factors.js';

/** What people prove besides their password. */
export const secondFactorProviders: readonly Provider[] = [
  {
    provide: CountedProof,
    inject: [USER_CHANGES, UserWrites],
    useFactory: ({ sql, audit, instances }: UserChangeDependencies, writes: UserWrites) =>
      new CountedProof({
        ...{ sql, instances },
        lockForGood: async (moduleId, pid) => {
          const instance = instances.get(moduleId);
          if (instance !== undefined) await lockForGood({ sql, audit, writes }, instance, pid);
        },
      }),
  },
  {
    provide: SECOND_FACTORS,
    inject: [USER_CHANGES, CountedProof, SECRET_ENCRYPTION, SERVER_SECRETS],
    useFactory: (
      { sql, changes, instances }: UserChangeDependencies,
      counted: CountedProof,
      encryption: SecretEncryption,
      secrets: ServerSecrets,
    ) =>
      new StoredSecondFactors({
        ...{ sql, changes, instances, counted, encryption },
        recoveryKey: secrets.derive('recovery-code'),
      }),
  },
];
