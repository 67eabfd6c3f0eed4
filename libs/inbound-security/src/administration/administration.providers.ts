import type { Provider } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { STORED_BY_DEFINITION } from '#module-config/stored-by-definition.port';
import { KNOWN_SERVERS, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { SERVER_PEOPLE } from '#oidc-server-definition/server-people.port';
import { SUPERUSERS } from '#module-config/superusers.port';
import { LocalSuperusers } from './local-superusers.js';
import { StoredUserAdministration } from './stored-user-administration.js';
import { NamesUnderDefinition } from './names-under-definition.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { UserWrites } from './user-writes.js';
import { EXTERNAL_ACCOUNTS } from '../external-accounts.port.js';
import { IdentityDefinitions } from '../external/identity-definitions.js';
import { StoredServerPeople } from '../external/stored-server-people.js';
import { StoredExternalAccounts } from '../external/stored-external-accounts.js';
import { queuedPasswords } from '../passwords/passwords.js';
import { LocalUserSeeding } from '../seeding/seed-users.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { USER_ADMINISTRATION } from '../user-administration.port.js';
import { USER_SEEDING } from '../user-seeding.port.js';

/** What administrators, seeds and other systems do with accounts. */
export const administrationProviders: Provider[] = [
  {
    provide: IdentityDefinitions,
    inject: [KNOWN_SERVERS, SQL],
    useFactory: (servers: KnownServers, sql: Sql) => new IdentityDefinitions(servers, sql),
  },
  {
    provide: EXTERNAL_ACCOUNTS,
    inject: [USER_CHANGES, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, reserved: ReservedNames) =>
      new StoredExternalAccounts(changes, reserved),
  },
  { provide: SERVER_PEOPLE, inject: [SQL], useFactory: (sql: Sql) => new StoredServerPeople(sql) },
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
  {
    provide: USER_SEEDING,
    inject: [USER_CHANGES, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, reserved: ReservedNames) => new LocalUserSeeding(changes, reserved),
  },
];
