import { setTimeout as wait } from 'node:timers/promises';
import { Logger, type Provider } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { SQL, type Sql } from '#database/sql.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '#scripts/authentication-script.port';
import { DIRECTORY_CHECK } from '../directory-check.port.js';
import { EXTERNAL_ACCOUNTS, type ExternalAccounts } from '../external-accounts.port.js';
import { FullNetworks } from '../attempts/full-networks.js';
import { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import { SignInStore } from '../stores/sign-in.store.js';
import { DirectoryConnections } from './directory-connections.js';
import { LdapDirectoryCheck } from './ldap-directory-check.js';
import { findAgain } from './find-again.js';
import { PeopleOfDirectories } from './people-of-directories.js';
import { followPerson, withdrawFrom, type StandingDependencies } from './standing-of-people.js';
import { PEOPLE_ELSEWHERE } from '../people-elsewhere.port.js';
import { findVouchedPerson } from '../stores/vouched-person.store.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { LDAP_INBOUND_INSTANCES, type LdapInboundInstances } from './ldap-inbound-instance.js';
import { LdapSignIn } from './ldap-sign-in.js';
import type { LdapSignInDependencies } from './ldap-sign-in-dependencies.js';
import { LdapUserAuthenticator } from './ldap-user-authenticator.js';
import { LdapStrategy } from './ldap.strategy.js';
import { RefusalPace } from '../attempts/refusal-pace.js';

/** As a sign-in: nobody waits longer for the directory, in milliseconds. */
const LONGEST = 4_500;

const DEPENDENCIES = Symbol('LdapSignInDependencies');

/** What signing in by a directory is made of. */
export const ldapSignIn: Provider[] = [
  {
    provide: DirectoryConnections,
    inject: [LDAP_INBOUND_INSTANCES],
    useFactory: (instances: LdapInboundInstances) => new DirectoryConnections(instances),
  },
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
    provide: PEOPLE_ELSEWHERE,
    inject: [LDAP_INBOUND_INSTANCES, DirectoryConnections, USER_CHANGES, BROWSER_SESSIONS],
    useFactory: (
      instances: LdapInboundInstances,
      connections: DirectoryConnections,
      changes: UserChangeDependencies,
      sessions: BrowserSessions,
    ) => {
      const logger = new Logger('InboundSecurity');
      const standing: StandingDependencies = { ...changes, sessions };
      return new PeopleOfDirectories({
        instances,
        known: (pid) => findVouchedPerson(changes.sql, pid, 'ldap'),
        find: (instance, subject) => {
          const signal = AbortSignal.timeout(LONGEST);
          return findAgain({ connections: connections.of(instance), instance, signal }, subject);
        },
        follow: (instance, pid, person) => followPerson(standing, instance, pid, person),
        withdraw: (moduleId, pid) => withdrawFrom(standing, moduleId, pid),
        warn: (message) => logger.warn(message),
        now: () => performance.now(),
      });
    },
  },
  {
    provide: DIRECTORY_CHECK,
    inject: [LDAP_INBOUND_INSTANCES],
    useFactory: (instances: LdapInboundInstances) => new LdapDirectoryCheck(instances),
  },
];
