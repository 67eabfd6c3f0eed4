import { Logger, type Provider } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { SQL, type Sql } from '#database/sql.port';
import { UNFINISHED_SIGN_IN_STORE } from '../unfinished-sign-ins.port.js';
import { SignInStore } from './sign-in.store.js';
import { purgePasskeyChallenges } from './passkey-challenge.store.js';
import { purgeShownCodes } from './shown-recovery-codes.store.js';
import { purgeTotpEnrolments } from './totp-enrolment.store.js';
import { SqlUnfinishedSignInStore } from './unfinished-sign-in.store.js';

/** What attempts and proofs leave, and its end. */
export const storageProviders: Provider[] = [
  { provide: SignInStore, inject: [SQL], useFactory: (sql: Sql) => new SignInStore(sql) },
  { provide: UNFINISHED_SIGN_IN_STORE, useClass: SqlUnfinishedSignInStore },
  {
    provide: RowPurge,
    inject: [SignInStore, BACKGROUND_WORK, SQL],
    useFactory: (store: SignInStore, background: BackgroundWork, sql: Sql) =>
      new RowPurge({
        ...{ rows: 'sign-in counts', background },
        portion: async () =>
          (await store.purge()) +
          (await purgeTotpEnrolments(sql)) +
          (await purgePasskeyChallenges(sql)) +
          (await purgeShownCodes(sql)),
        logger: new Logger('InboundSecurity'),
      }),
  },
];
