import type { Provider } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { KNOWN_SERVERS, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { SERVER_PEOPLE } from '#oidc-server-definition/server-people.port';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { EXTERNAL_ACCOUNTS } from '../external-accounts.port.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { IdentityDefinitions } from './identity-definitions.js';
import { StoredExternalAccounts } from './stored-external-accounts.js';
import { StoredServerPeople } from './stored-server-people.js';

/** Accounts of people whom another system vouches for. */
export const externalProviders: Provider[] = [
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
];
