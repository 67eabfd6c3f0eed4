import type { Provider } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import type { Clock } from '#protocol/clock';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { PASSKEYS } from '../passkeys.port.js';
import { CallbackScript } from '../local/callback-script.js';
import { CountedProof } from '../second-factor/counted-proof.js';
import { USER_DIRECTORY, type UserDirectory } from '../user-directory.port.js';
import { StoredPasskeys } from './stored-passkeys.js';

/** Passkeys of people. */
export const passkeyProviders: readonly Provider[] = [
  {
    provide: PASSKEYS,
    inject: [USER_CHANGES, CountedProof, USER_DIRECTORY, DATABASE_CLOCK, SERVER_SECRETS, CallbackScript],
    useFactory: (
      { sql, changes, instances }: UserChangeDependencies,
      counted: CountedProof,
      directory: UserDirectory,
      clock: Clock,
      secrets: ServerSecrets,
      script: CallbackScript,
    ) =>
      new StoredPasskeys({
        ...{ sql, changes, instances, counted, directory, clock },
        askScript: (user, origin) => script.ask(user, origin),
        challengeKey: secrets.derive('passkey-challenge'),
        handleKey: secrets.derive('passkey-user'),
        recoveryKey: secrets.derive('recovery-code'),
      }),
  },
];
