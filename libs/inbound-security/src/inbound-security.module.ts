// Owns the accounts of local inbound modules: passwords, lockout, devices, changes and seeds. Must not know what a person signs in for.
// Expects the tokens SQL, CHANGE_FEED, AUDIT_LOG, SLOW_HASHING and BROWSER_SESSIONS from global modules. Every instance is data: its
// module id is an argument of each call (ruling 51).
import { Logger, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { RowPurge } from '#database/row-purge.port';
import { SQL, type Sql } from '#database/sql.port';
import { SLOW_HASHING, type HashQueue, type SlowHashing } from '#slow-hashing/slow-hashing.port';
import { CachedUsers } from './cached-users.js';
import { LOCAL_INBOUND_INSTANCES, type LocalInboundInstances } from './local/local-inbound-instance.js';
import { LocalSignIn } from './local/local-sign-in.js';
import { LocalUserCommands } from './local/local-user-commands.js';
import { LocalUserDirectory } from './local/local-user-directory.js';
import { LocalStrategy } from './local/local.strategy.js';
import { PassportUserAuthenticator } from './local/passport-user-authenticator.js';
import { LocalUserSeeding } from './local/seed-users.js';
import type { UserChangeDependencies } from './local/user-change-dependencies.js';
import { SignInStore } from './stores/sign-in.store.js';
import { USER_AUTHENTICATOR } from './user-authenticator.port.js';
import { USER_COMMANDS } from './user-commands.port.js';
import { USER_DIRECTORY } from './user-directory.port.js';
import { USER_SEEDING } from './user-seeding.port.js';

/** What the composition root decides about inbound security. */
export interface InboundSecurityModuleOptions {
  /** The configured local modules by id; looked up at each call, so entries may come and go while the server runs. */
  readonly instances: LocalInboundInstances;
}

const CHANGES = Symbol('UserChangeDependencies');
const HASH_QUEUE = Symbol('PasswordHashQueue');
/** Sign-ins that may wait for their hash; more are told to come back (F-35). */
const WAITING_SIGN_INS = 50;

/** Provides USER_AUTHENTICATOR, USER_DIRECTORY, USER_COMMANDS and USER_SEEDING. */
@Module({})
export class InboundSecurityModule {
  static forRoot(options: InboundSecurityModuleOptions): DynamicModule {
    return {
      module: InboundSecurityModule,
      global: true,
      providers: [
        { provide: LOCAL_INBOUND_INSTANCES, useValue: options.instances },
        {
          provide: HASH_QUEUE,
          inject: [SLOW_HASHING],
          useFactory: (hashing: SlowHashing) => hashing.queue({ waiting: WAITING_SIGN_INS }),
        },
        ...storage,
        ...ports,
      ],
      exports: [USER_AUTHENTICATOR, USER_DIRECTORY, USER_COMMANDS, USER_SEEDING],
    };
  }
}

const storage: Provider[] = [
  {
    provide: CHANGES,
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
    inject: [SignInStore],
    useFactory: (store: SignInStore) =>
      new RowPurge({ rows: 'sign-in counts', portion: () => store.purge(), logger: new Logger('InboundSecurity') }),
  },
];

const ports: Provider[] = [
  {
    provide: USER_DIRECTORY,
    inject: [CHANGES],
    useFactory: (changes: UserChangeDependencies) =>
      new LocalUserDirectory(new CachedUsers(changes.sql, changes.changes), changes),
  },
  {
    provide: USER_COMMANDS,
    inject: [CHANGES, BROWSER_SESSIONS],
    useFactory: (changes: UserChangeDependencies, sessions: BrowserSessions) =>
      new LocalUserCommands(changes, sessions),
  },
  {
    provide: USER_SEEDING,
    inject: [CHANGES],
    useFactory: (changes: UserChangeDependencies) => new LocalUserSeeding(changes),
  },
  {
    provide: LocalStrategy,
    inject: [HASH_QUEUE, SignInStore, USER_COMMANDS],
    useFactory: (queue: HashQueue, store: SignInStore, commands: LocalUserCommands) => {
      const logger = new Logger('InboundSecurity');
      const lockForGood = (instance: { readonly moduleId: string }, pid: number): Promise<void> =>
        commands.lock(instance.moduleId, pid, 'lockout');
      return new LocalStrategy(new LocalSignIn({ queue, store, lockForGood, warn: (message) => logger.warn(message) }));
    },
  },
  {
    provide: USER_AUTHENTICATOR,
    inject: [LOCAL_INBOUND_INSTANCES, LocalStrategy],
    useFactory: (instances: LocalInboundInstances, strategy: LocalStrategy) =>
      new PassportUserAuthenticator(instances, strategy),
  },
];
