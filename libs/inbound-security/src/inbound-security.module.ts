// Owns the accounts of inbound modules: passwords, lockout, devices, changes and seeds; asks directories. Must not know what a person signs in for.
// Expects the tokens SQL, CHANGE_FEED, DATABASE_CLOCK, AUDIT_LOG, SLOW_HASHING, BROWSER_SESSIONS, SECRET_ENCRYPTION, SERVER_SECRETS and RESERVED_NAMES from global modules. Every instance is data: its
// module id is an argument of each call (ruling 51).
import { setTimeout as wait } from 'node:timers/promises';
import { Logger, Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { SQL, type Sql } from '#database/sql.port';
import { STORED_BY_DEFINITION } from '#module-config/stored-by-definition.port';
import { SUPERUSERS } from '#module-config/superusers.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '#scripts/authentication-script.port';
import { SLOW_HASHING, type HashQueue, type SlowHashing } from '#slow-hashing/slow-hashing.port';
import { lockForGood } from './administration/lock-for-good.js';
import { LocalSuperusers } from './administration/local-superusers.js';
import { LocalUserAdministration } from './administration/local-user-administration.js';
import { NamesUnderDefinition } from './administration/names-under-definition.js';
import type { UserAdministrationDependencies } from './administration/user-administration-dependencies.js';
import { createUnknownUser } from './administration/unknown-users.js';
import { UserWrites } from './administration/user-writes.js';
import { BASIC_CREDENTIALS } from './basic-credentials.port.js';
import { DIRECTORY_CHECK } from './directory-check.port.js';
import { ldapSignIn } from './ldap/ldap-providers.js';
import { LDAP_INBOUND_INSTANCES, type LdapInboundInstances } from './ldap/ldap-inbound-instance.js';
import { LdapUserAuthenticator } from './ldap/ldap-user-authenticator.js';
import { EXTERNAL_ACCOUNTS } from './external-accounts.port.js';
import { StoredExternalAccounts } from './external/stored-external-accounts.js';
import { CachedUsers, userTopic } from './cached-users.js';
import { CallbackScript } from './local/callback-script.js';
import { EvenRefusals } from './local/even-refusals.js';
import { FullNetworks } from './local/full-networks.js';
import { LocalCredentials } from './local/local-credentials.js';
import { LOCAL_INBOUND_INSTANCES, type LocalInboundInstances } from './local/local-inbound-instance.js';
import { LocalSignIn } from './local/local-sign-in.js';
import { LocalUserDirectory } from './local/local-user-directory.js';
import { LocalStrategy } from './local/local.strategy.js';
import { PassportUserAuthenticator } from './local/passport-user-authenticator.js';
import { queuedPasswords } from './local/passwords.js';
import { RememberedCredentials } from './local/remembered-credentials.js';
import { LocalUserSeeding } from './local/seed-users.js';
import { UserActivity } from './local/user-activity.js';
import { USER_CHANGES, type UserChangeDependencies } from './local/user-change-dependencies.js';
import { RESERVED_NAMES, type ReservedNames } from './reserved-names.port.js';
import { NodeSamlSignIn } from './saml/node-saml-sign-in.js';
import type { SamlInboundInstances } from './saml/saml-inbound-instance.js';
import { SAML_SIGN_IN } from './saml-sign-in.port.js';
import { PASSKEYS } from './passkeys.port.js';
import { passkeyProviders } from './passkeys/passkeys.providers.js';
import { SecondFactorCredentials } from './second-factor/second-factor-credentials.js';
import { SECOND_FACTORS, type SecondFactors } from './second-factor.port.js';
import { secondFactorProviders } from './second-factor/second-factor.providers.js';
import { SignInStore } from './stores/sign-in.store.js';
import { keepSignInDetails } from './stores/sign-in-details.store.js';
import { purgePasskeyChallenges } from './stores/passkey-challenge.store.js';
import { purgeTotpEnrolments } from './stores/totp-enrolment.store.js';
import { noteActivity } from './stores/user-activity.store.js';
import { OWN_PASSWORDS } from './own-password.port.js';
import { LocalOwnPasswords } from './own-password/local-own-passwords.js';
import { PASSWORD_RESETS } from './password-reset.port.js';
import { LocalPasswordResets } from './password-reset/local-password-resets.js';
import { USER_ADMINISTRATION } from './user-administration.port.js';
import { USER_AUTHENTICATOR, type UserAuthenticator } from './user-authenticator.port.js';
import { USER_DIRECTORY, type UserDirectory } from './user-directory.port.js';
import { LocalUserRegistrations } from './registration/local-user-registrations.js';
import { USER_REGISTRATIONS } from './user-registration.port.js';
import { USER_SEEDING } from './user-seeding.port.js';
import { UserAuthenticators } from './user-authenticators.js';

/** What the composition root decides about inbound security. */
export interface InboundSecurityModuleOptions {
  /** The accounts of all inbound modules by module id; looked up at each call, so entries may come and go while the server runs. */
  readonly instances: LocalInboundInstances;
  /** The same of SAML modules. */
  readonly saml: SamlInboundInstances;
  /** Those of them whose passwords a directory knows. */
  readonly directories: LdapInboundInstances;
  /** Modules that provide AUTHENTICATION_SCRIPT. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

const HASH_QUEUE = Symbol('PasswordHashQueue');
/** Sign-ins that may wait for their hash; more are told to come back (F-35). */
const WAITING_SIGN_INS = 50;

/** Provides what its name list says: signing in, looking up, seeding and administering users. */
@Module({})
export class InboundSecurityModule {
  static forRoot(options: InboundSecurityModuleOptions): DynamicModule {
    return {
      module: InboundSecurityModule,
      global: true,
      imports: options.imports,
      providers: [
        { provide: LOCAL_INBOUND_INSTANCES, useValue: options.instances },
        { provide: LDAP_INBOUND_INSTANCES, useValue: options.directories },
        {
          provide: HASH_QUEUE,
          inject: [SLOW_HASHING],
          useFactory: (hashing: SlowHashing) => hashing.queue({ waiting: WAITING_SIGN_INS }),
        },
        {
          provide: SAML_SIGN_IN,
          inject: [CLOCK],
          useFactory: (clock: Clock) => new NodeSamlSignIn(options.saml, clock),
        },
        ...storage,
        ...signIn,
        ...ldapSignIn,
        ...administration,
        ...ownAccounts,
        ...secondFactorProviders,
        ...passkeyProviders,
      ],
      exports: [
        ...[USER_AUTHENTICATOR, BASIC_CREDENTIALS, USER_DIRECTORY, USER_ADMINISTRATION, USER_SEEDING],
        ...[EXTERNAL_ACCOUNTS, OWN_PASSWORDS, SAML_SIGN_IN, SECOND_FACTORS, DIRECTORY_CHECK],
        ...[PASSKEYS, PASSWORD_RESETS, USER_REGISTRATIONS, SUPERUSERS, STORED_BY_DEFINITION],
      ],
    };
  }
}

const storage: Provider[] = [
  {
    provide: USER_CHANGES,
    inject: [SQL, CHANGE_FEED, AUDIT_LOG, HASH_QUEUE, LOCAL_INBOUND_INSTANCES],
    useFactory: (
      sql: Sql,
      changes: ChangeFeed,
      audit: AuditLog,
      queue: HashQueue,
      instances: LocalInboundInstances,
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
          (await store.purge()) + (await purgeTotpEnrolments(sql)) + (await purgePasskeyChallenges(sql)),
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

const signIn: Provider[] = [
  {
    provide: FullNetworks,
    useFactory: () => new FullNetworks((message) => new Logger('InboundSecurity').warn(message)),
  },
  {
    provide: USER_DIRECTORY,
    inject: [USER_CHANGES, UserActivity],
    useFactory: ({ sql, changes, instances }: UserChangeDependencies, activity: UserActivity) =>
      new LocalUserDirectory({ users: new CachedUsers(sql, changes), sql, instances, activity }),
  },
  {
    provide: LocalStrategy,
    inject: [SignInStore, USER_CHANGES, UserWrites, RESERVED_NAMES, FullNetworks],
    useFactory: (
      store: SignInStore,
      { sql, audit, queue }: UserChangeDependencies,
      writes: UserWrites,
      reserved: ReservedNames,
      networks: FullNetworks,
    ) => {
      const logger = new Logger('InboundSecurity');
      const createUnknown = createUnknownUser.bind(undefined, { writes, audit, reserved });
      const lock = lockForGood.bind(undefined, { sql, audit, writes });
      const even = new EvenRefusals((milliseconds) => wait(milliseconds));
      const warn = (message: string): void => logger.warn(message);
      return new LocalStrategy(
        new LocalSignIn({ queue, store, createUnknown, lockForGood: lock, even, networks, warn }),
      );
    },
  },
  {
    provide: USER_AUTHENTICATOR,
    inject: [CallbackScript, LdapUserAuthenticator],
    useFactory: (local: CallbackScript, ldap: LdapUserAuthenticator) => new UserAuthenticators([local, ldap]),
  },
  {
    provide: CallbackScript,
    inject: [USER_CHANGES, LocalStrategy, AUTHENTICATION_SCRIPT, CLOCK],
    useFactory: (
      { sql, changes, instances }: UserChangeDependencies,
      strategy: LocalStrategy,
      script: AuthenticationScript,
      clock: Clock,
    ) =>
      new CallbackScript({
        ...{ instances, script, clock },
        authenticator: new PassportUserAuthenticator(instances, strategy),
        keep: async ({ moduleId, pid }, added) => {
          await sql.transaction(async (transaction) => {
            const isDifferent = await keepSignInDetails(transaction, pid, added);
            if (isDifferent) await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
          });
          await changes.caughtUp();
        },
        warn: (message) => new Logger('InboundSecurity').warn(message),
      }),
  },
  {
    provide: BASIC_CREDENTIALS,
    inject: [LOCAL_INBOUND_INSTANCES, USER_AUTHENTICATOR, USER_DIRECTORY, SECOND_FACTORS],
    useFactory: (
      instances: LocalInboundInstances,
      authenticator: UserAuthenticator,
      directory: UserDirectory,
      factors: SecondFactors,
    ) => {
      const remembered = new RememberedCredentials();
      return new SecondFactorCredentials(
        new LocalCredentials({ instances, authenticator, directory, remembered }),
        factors,
      );
    },
  },
];

const ownAccounts: Provider[] = [
  {
    provide: OWN_PASSWORDS,
    inject: [USER_CHANGES, UserWrites, USER_AUTHENTICATOR, USER_DIRECTORY, SignInStore],
    useFactory: (
      changes: UserChangeDependencies,
      writes: UserWrites,
      authenticator: UserAuthenticator,
      directory: UserDirectory,
      store: SignInStore,
    ) => new LocalOwnPasswords({ ...changes, writes, authenticator, directory, store }),
  },
  {
    provide: PASSWORD_RESETS,
    inject: [USER_CHANGES, UserWrites],
    useFactory: (changes: UserChangeDependencies, writes: UserWrites) =>
      new LocalPasswordResets({ ...changes, writes }),
  },
  {
    provide: USER_REGISTRATIONS,
    inject: [USER_CHANGES, UserWrites, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, writes: UserWrites, reserved: ReservedNames) =>
      new LocalUserRegistrations({ ...changes, writes, reserved, passwords: queuedPasswords(changes.queue) }),
  },
];

const administration: Provider[] = [
  {
    provide: EXTERNAL_ACCOUNTS,
    inject: [USER_CHANGES, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, reserved: ReservedNames) =>
      new StoredExternalAccounts(changes, reserved),
  },
  { provide: SUPERUSERS, inject: [SQL], useFactory: (sql: Sql) => new LocalSuperusers(sql) },
  { provide: STORED_BY_DEFINITION, inject: [SQL], useFactory: (sql: Sql) => new NamesUnderDefinition(sql) },
  {
    provide: USER_ADMINISTRATION,
    inject: [USER_CHANGES, UserWrites, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, writes: UserWrites, reserved: ReservedNames) => {
      const passwords = queuedPasswords(changes.queue);
      const dependencies: UserAdministrationDependencies = { ...changes, writes, passwords, reserved };
      return new LocalUserAdministration(dependencies);
    },
  },
  {
    provide: USER_SEEDING,
    inject: [USER_CHANGES, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, reserved: ReservedNames) => new LocalUserSeeding(changes, reserved),
  },
];
