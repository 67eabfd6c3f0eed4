import { Logger, type Provider } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import { SLOW_HASHING, type HashQueue, type SlowHashing } from '#slow-hashing/slow-hashing.port';
import { PEOPLE_ELSEWHERE, type PeopleElsewhere } from '../people-elsewhere.port.js';
import { noteActivity } from '../stores/user-activity.store.js';
import { USER_DIRECTORY } from '../user-directory.port.js';
import { ACCOUNTS_INSTANCES, type AccountsInstances } from './accounts-instance.js';
import { CachedUsers } from './cached-users.js';
import { StoredUserDirectory } from './stored-user-directory.js';
import { UserActivity } from './user-activity.js';
import { USER_CHANGES, type UserChangeDependencies } from './user-change-dependencies.js';

const HASH_QUEUE = Symbol('PasswordHashQueue');
/** Sign-ins that may wait for their hash; more are told to come back (F-35). */
const WAITING_SIGN_INS = 50;

/** Accounts, what their changes take, and the queue in which passwords are hashed. */
export const accountProviders: Provider[] = [
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
  {
    provide: UserActivity,
    inject: [SQL],
    useFactory: (sql: Sql) =>
      new UserActivity({ write: (active) => noteActivity(sql, active), logger: new Logger('InboundSecurity') }),
  },
  {
    provide: USER_DIRECTORY,
    inject: [USER_CHANGES, UserActivity, PEOPLE_ELSEWHERE],
    useFactory: (
      { sql, changes, instances }: UserChangeDependencies,
      activity: UserActivity,
      elsewhere: PeopleElsewhere,
    ) => new StoredUserDirectory({ users: new CachedUsers(sql, changes), sql, instances, activity, elsewhere }),
  },
];
