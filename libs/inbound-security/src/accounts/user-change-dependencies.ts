import type { AuditLog } from '#audit/audit.port';
import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import type { HashQueue } from '#slow-hashing/slow-hashing.port';
import type { AccountsInstances } from './accounts-instance.js';

/** What changes of users need of their surroundings. */
export interface UserChangeDependencies {
  readonly sql: Sql;
  readonly changes: ChangeFeed;
  readonly audit: AuditLog;
  readonly queue: HashQueue;
  readonly instances: AccountsInstances;
}

/** DI token of {@link UserChangeDependencies}. */
export const USER_CHANGES = Symbol('UserChangeDependencies');
