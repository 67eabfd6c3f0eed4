import { setTimeout as wait } from 'node:timers/promises';
import { Logger, type Provider } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '#scripts/authentication-script.port';
import { DIRECTORY_CHECK } from '../directory-check.port.js';
import { EXTERNAL_ACCOUNTS, type ExternalAccounts } from '../external-accounts.port.js';
import { FullNetworks } from '../local/full-networks.js';
import { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import { SignInStore } from '../stores/sign-in.store.js';
import { DirectoryConnections } from './directory-connections.js';
import { LdapDirectoryCheck } from './ldap-directory-check.js';
import { LDAP_INBOUND_INSTANCES, type LdapInboundInstances } from './ldap-inbound-instance.js';
import { LdapSignIn } from './ldap-sign-in.js';
import type { LdapSignInDependencies } from './ldap-sign-in-dependencies.js';
import { LdapUserAuthenticator } from './ldap-user-authenticator.js';
import { LdapStrategy } from './ldap.strategy.js';
import { RefusalPace } from '../refusal-pace.js';

const DEPENDENCIES = Symbol('LdapSignInDependencies');

/** What signing in by a directory is made of. */
export const ldapSignIn: Provider[] = [
  DirectoryConnections,
  {
    provide: DEPENDENCIES,
    inject: [SQL, SignInStore, EXTERNAL_ACCOUNTS, AUTHENTICATION_SCRIPT, DirectoryConnections, CLOCK, FullNetworks],
    useFactory: (
      sql: Sql,
      store: SignInStore,
      accounts: ExternalAccounts,
      script: AuthenticationScript,
      connections: DirectoryConnections,
      clock: Clock,
      networks: FullNetworks,
    ): LdapSignInDependencies => {
      const logger = new Logger('InboundSecurity');
      return {
        ...{ store, accounts, script, connections, clock, networks, wait },
        counts: new DirectorySignInStore(sql),
        pace: new RefusalPace(),
        warn: (message) => logger.warn(message),
      };
    },
  },
  {
    provide: LdapUserAuthenticator,
    inject: [LDAP_INBOUND_INSTANCES, DEPENDENCIES],
    useFactory: (instances: LdapInboundInstances, dependencies: LdapSignInDependencies) => {
      const signIn = new LdapSignIn(dependencies);
      return new LdapUserAuthenticator(instances, new LdapStrategy(signIn), signIn, dependencies);
    },
  },
  {
    provide: DIRECTORY_CHECK,
    inject: [LDAP_INBOUND_INSTANCES],
    useFactory: (instances: LdapInboundInstances) => new LdapDirectoryCheck(instances),
  },
];
