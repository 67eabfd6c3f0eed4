import type { Provider } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { SQL, type Sql } from '#database/sql.port';
import { STORED_BY_DEFINITION } from '#module-config/stored-by-definition.port';
import { SUPERUSERS } from '#module-config/superusers.port';
import { LocalSuperusers } from './local-superusers.js';
import { StoredUserAdministration } from './stored-user-administration.js';
import { NamesUnderDefinition } from './names-under-definition.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { UserWrites } from './user-writes.js';
import { IdentityDefinitions } from '../external/identity-definitions.js';
import { queuedPasswords } from '../passwords/passwords.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { USER_ADMINISTRATION } from '../user-administration.port.js';

/** What administrators do with accounts. */
export const administrationProviders: Provider[] = [
  {
    provide: UserWrites,
    inject: [USER_CHANGES, BROWSER_SESSIONS, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, sessions: BrowserSessions, reserved: ReservedNames) =>
      new UserWrites(changes, sessions, reserved),
  },
  { provide: SUPERUSERS, inject: [SQL], useFactory: (sql: Sql) => new LocalSuperusers(sql) },
  { provide: STORED_BY_DEFINITION, inject: [SQL], useFactory: (sql: Sql) => new NamesUnderDefinition(sql) },
  {
    provide: USER_ADMINISTRATION,
    inject: [USER_CHANGES, UserWrites, RESERVED_NAMES, IdentityDefinitions],
    useFactory: (
      changes: UserChangeDependencies,
      writes: UserWrites,
      reserved: ReservedNames,
      identities: IdentityDefinitions,
    ) => {
      const passwords = queuedPasswords(changes.queue);
      const dependencies: UserAdministrationDependencies = { ...changes, writes, passwords, reserved, identities };
      return new StoredUserAdministration(dependencies);
    },
  },
];
