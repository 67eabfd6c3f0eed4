import { Logger, type Provider } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { SQL, type Sql } from '#database/sql.port';
import { SLOW_HASHING, type HashQueue, type SlowHashing } from '#slow-hashing/slow-hashing.port';
import { UserWrites } from '../administration/user-writes.js';
import { ACCOUNTS_INSTANCES, type AccountsInstances } from '../accounts/accounts-instance.js';
import { UserActivity } from '../accounts/user-activity.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { SignInStore } from './sign-in.store.js';
import { purgePasskeyChallenges } from './passkey-challenge.store.js';
import { purgeShownCodes } from './shown-recovery-codes.store.js';
import { purgeTotpEnrolments } from './totp-enrolment.store.js';
import { noteActivity } from './user-activity.store.js';

const HASH_QUEUE = Symbol('PasswordHashQueue');
/** Sign-ins that may wait for their hash; more are told to come back (F-35). */
const WAITING_SIGN_INS = 50;

/** What the rooms of the library share: rows, their writers, and the queue in which passwords are hashed. */
export const storageProviders: Provider[] = [
  {
    provide: HASH_QUEUE,
    inject: [SLOW_HASHING],
    useFactory: (hashing: SlowHashing) => hashing.queue({ waiting: WAITING_SIGN_INS }),
  },
  {
    provide: USER_CHANGES,
    inject: [SQL, CHANGE_FEED, AUDIT_LOG, HASH_QUEUE, ACCOUNTS_INSTANCES],
    useFactory: (
      sql: Sql,
      changes: ChangeFeed,
      audit: AuditLog,
      queue: HashQueue,
      instances: AccountsInstances,
    ): UserChangeDependencies => ({ sql, changes, audit, queue, instances }),
  },
  { provide: SignInStore, inject: [SQL], useFactory: (sql: Sql) => new SignInStore(sql) },
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
  {
    provide: UserActivity,
    inject: [SQL],
    useFactory: (sql: Sql) =>
      new UserActivity({ write: (active) => noteActivity(sql, active), logger: new Logger('InboundSecurity') }),
  },
  {
    provide: UserWrites,
    inject: [USER_CHANGES, BROWSER_SESSIONS, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, sessions: BrowserSessions, reserved: ReservedNames) =>
      new UserWrites(changes, sessions, reserved),
  },
];
