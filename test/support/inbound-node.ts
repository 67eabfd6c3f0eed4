import { createSecretKey } from 'node:crypto';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AUDIT_LOG, type AuditEvent } from '../../libs/audit/src/audit.port.js';
import { EGRESS } from '../../libs/egress/src/egress.port.js';
import { BrowserSessionModule } from '../../libs/browser-session/src/browser-session.module.js';
import { BROWSER_SESSIONS, type BrowserSessions } from '../../libs/browser-session/src/browser-session.port.js';
import {
  BASIC_CREDENTIALS,
  type BasicCredentialsCheck,
} from '../../libs/inbound-security/src/basic-credentials.port.js';
import { EXTERNAL_ACCOUNTS, type ExternalAccounts } from '../../libs/inbound-security/src/external-accounts.port.js';
import { CLOCK, systemClock } from '#protocol/clock';
import { DATABASE_CLOCK } from '../../libs/database/src/database-clock.port.js';
import { PASSKEYS, type Passkeys } from '../../libs/inbound-security/src/passkeys.port.js';
import { BACKGROUND_WORK } from '../../libs/database/src/background-work.port.js';
import { CHANGE_FEED } from '../../libs/database/src/change-feed.port.js';
import { PostgresChangeFeed } from '../../libs/database/src/postgres-change-feed.js';
import { SQL, type Sql } from '../../libs/database/src/sql.port.js';
import { InboundSecurityModule } from '../../libs/inbound-security/src/inbound-security.module.js';
import { accountsOfDirectory } from '../../libs/inbound-security/src/ldap/accounts-of-directory.js';
import type { LdapInboundInstance } from '../../libs/inbound-security/src/ldap/ldap-inbound-instance.js';
import type { AccountsInstance } from '../../libs/inbound-security/src/accounts/accounts-instance.js';
import { LocalInboundOptions } from '../../libs/inbound-security/src/local/local-inbound.options.js';
import { RESERVED_NAMES } from '../../libs/inbound-security/src/reserved-names.port.js';
import {
  USER_ADMINISTRATION,
  type UserAdministration,
  type UserCreated,
  type UserDeleted,
  type UserReplaced,
} from '../../libs/inbound-security/src/user-administration.port.js';
import { USER_AUTHENTICATOR, type UserAuthenticator } from '../../libs/inbound-security/src/user-authenticator.port.js';
import {
  USER_DIRECTORY,
  type DirectoryUser,
  type UserDirectory,
} from '../../libs/inbound-security/src/user-directory.port.js';
import { USER_SEEDING, type UserSeeding } from '../../libs/inbound-security/src/user-seeding.port.js';
import { KNOWN_SERVERS, type KnownServers } from '../../libs/oidc-server-definition/src/known-servers.port.js';
import type { NewUser } from '../../libs/protocol/src/user/new-user.js';
import { SECOND_FACTORS, type SecondFactors } from '../../libs/inbound-security/src/second-factor.port.js';
import { SealedSecrets } from '../../libs/keystore/src/sealing/sealed-secrets.js';
import { SECRET_ENCRYPTION } from '../../libs/keystore/src/secret-encryption.port.js';
import { SERVER_SECRETS } from '../../libs/keystore/src/server-secrets.port.js';
import { ScriptsModule } from '../../libs/scripts/src/scripts.module.js';
import { SlowHashingModule } from '../../libs/slow-hashing/src/slow-hashing.module.js';
import { noScriptSurroundings } from './no-script-surroundings.js';
import { openSql } from './postgres.js';

/** One process of a cluster as far as users and browser sessions go, and what it did. */
export interface InboundNode {
  readonly authenticator: UserAuthenticator;
  readonly directory: UserDirectory;
  readonly externals: ExternalAccounts;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  /** The LDAP modules that run, by id; another instance in the place of one is its restart. */
  readonly directories: Map<string, LdapInboundInstance>;
  readonly administration: UserAdministration;
  readonly credentials: BasicCredentialsCheck;
  readonly commands: UserCommands;
  readonly seeding: UserSeeding;
  readonly sessions: BrowserSessions;
  readonly sql: Sql;
  /** Names of the statements run so far. */
  readonly statements: string[];
  readonly audit: AuditEvent[];
  readonly close: () => Promise<void>;
}

/** Changes of one field each, as the administrator `admin` makes them; each throws when it is refused. */
export interface UserCommands {
  create(moduleId: string, user: NewUser): Promise<DirectoryUser>;
  change(moduleId: string, pid: number, fields: object): Promise<void>;
  lock(moduleId: string, pid: number): Promise<void>;
  unlock(moduleId: string, pid: number): Promise<void>;
  disable(moduleId: string, pid: number): Promise<void>;
  enable(moduleId: string, pid: number): Promise<void>;
  setPassword(moduleId: string, pid: number, password: string): Promise<void>;
  remove(moduleId: string, pid: number): Promise<void>;
}

/** How a node differs from a freshly configured one. */
export interface InboundNodeSettings {
  /** Options by module id; `local` with the defaults unless given. */
  readonly modules?: Readonly<Record<string, Partial<LocalInboundOptions>>>;
  /** LDAP modules. */
  readonly directories?: readonly LdapInboundInstance[];
}

/** The one name that is the id of a client. */
export const RESERVED_NAME = 'my-app';
const isReserved = (name: string): boolean => name === RESERVED_NAME;
const author = { kind: 'command', actor: 'admin' } as const;

@Module({})
class Surroundings {
  static with(values: ReadonlyMap<symbol, unknown>): DynamicModule {
    const providers = [...values].map(([provide, useValue]) => ({ provide, useValue }));
    return { module: Surroundings, global: true, providers, exports: providers };
  }
}

/** Starts the two modules over a database, with an audit log in memory. */
export async function startInboundNode(url: string, settings: InboundNodeSettings = {}): Promise<InboundNode> {
  const connection = openSql(url, 10);
  const statements: string[] = [];
  const audit: AuditEvent[] = [];
  const values = new Map<symbol, unknown>([
    [SQL, recording(connection.sql, statements)],
    [CHANGE_FEED, new PostgresChangeFeed(url)],
    [BACKGROUND_WORK, { isDoneHere: true }],
    [CLOCK, systemClock],
    [EGRESS, {}],
    [DATABASE_CLOCK, systemClock],
    [AUDIT_LOG, { record: async (event: AuditEvent) => void audit.push(event) }],
    [
      RESERVED_NAMES,
      {
        clientIdsAmong: async (_: string, names: readonly string[]) => names.filter(isReserved),
        isLikeClientId: async (_: string, name: string) => isReserved(name),
        lastLook: async () => async (_: Sql, names: readonly string[]) => names.filter(isReserved),
      },
    ],
    // No definitions: identities here are of directories and of SAML modules.
    [
      KNOWN_SERVERS,
      {
        list: async () => [],
        byIssuer: async () => undefined,
        byRegistration: async () => undefined,
      } satisfies KnownServers,
    ],
    [SECRET_ENCRYPTION, new SealedSecrets(Buffer.alloc(32, 7))],
    [SERVER_SECRETS, { derive: (purpose: string) => createSecretKey(Buffer.alloc(32, purpose)) }],
  ]);
  const directories = new Map(settings.directories?.map((each) => [each.moduleId, each]));
  const imports = [composition(values, { ...settings, directories })];
  const context = await Test.createTestingModule({ imports }).compile();
  await context.init();
  return {
    authenticator: context.get(USER_AUTHENTICATOR),
    directory: context.get(USER_DIRECTORY),
    externals: context.get(EXTERNAL_ACCOUNTS),
    secondFactors: context.get(SECOND_FACTORS),
    passkeys: context.get(PASSKEYS),
    directories,
    administration: context.get(USER_ADMINISTRATION),
    credentials: context.get(BASIC_CREDENTIALS),
    commands: commandsOver(context.get(USER_ADMINISTRATION), context.get(USER_DIRECTORY)),
    seeding: context.get(USER_SEEDING),
    sessions: context.get(BROWSER_SESSIONS),
    sql: connection.sql,
    statements,
    audit,
    close: () => closeAll(context, connection.close),
  };
}

/** A person as an administrator would create one. */
export function testUser(username: string, change: Partial<NewUser> = {}): NewUser {
  return {
    nodeId: 'Master',
    moduleId: 'local',
    username,
    password: 'correct horse',
    familyName: 'Muster',
    givenName: 'Anna',
    email: 'anna@example.org',
    accountLocked: false,
    accountDisabled: false,
    systemUser: false,
    external: false,
    serviceAccount: false,
    authorities: [{ permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' }],
    defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/1' }],
    notes: '',
    ...change,
  };
}

function commandsOver(administration: UserAdministration, directory: UserDirectory): UserCommands {
  const change: UserCommands['change'] = async (moduleId, pid, fields) => {
    const key = { nodeId: 'Master', moduleId, pid };
    const user = await administration.find(key);
    expectDone(await administration.replace(key, { ...user?.json, ...fields }, { author }));
  };
  return {
    create: async (moduleId, user) => {
      const outcome = await administration.create({ nodeId: 'Master', moduleId }, { ...user, moduleId }, { author });
      expectDone(outcome);
      return (await directory.find(moduleId, outcome.kind === 'created' ? outcome.user.pid : 0))!;
    },
    change,
    lock: (moduleId, pid) => change(moduleId, pid, { accountLocked: true }),
    unlock: (moduleId, pid) => change(moduleId, pid, { accountLocked: false }),
    disable: (moduleId, pid) => change(moduleId, pid, { accountDisabled: true }),
    enable: (moduleId, pid) => change(moduleId, pid, { accountDisabled: false }),
    setPassword: (moduleId, pid, password) => change(moduleId, pid, { password }),
    remove: async (moduleId, pid) =>
      expectDone(await administration.remove({ nodeId: 'Master', moduleId, pid }, { author })),
  };
}

function expectDone({ kind, ...rest }: UserCreated | UserReplaced | UserDeleted): void {
  const isDone = kind === 'created' || kind === 'changed' || kind === 'unchanged';
  if (!isDone) throw new Error(`${kind} ${JSON.stringify(rest)}`);
}

function composition(
  values: ReadonlyMap<symbol, unknown>,
  { modules, directories }: Pick<InboundNodeSettings, 'modules'> & Pick<InboundNode, 'directories'>,
): DynamicModule {
  const instances = new Map<string, AccountsInstance>(
    Object.entries(modules ?? { local: {} }).map(([moduleId, options]) => [
      moduleId,
      { nodeId: 'Master', moduleId, options: Object.assign(new LocalInboundOptions(), options) },
    ]),
  );
  for (const each of directories.values()) instances.set(each.moduleId, accountsOfDirectory(each));
  @Module({})
  class Composition {}
  return {
    module: Composition,
    imports: [
      Surroundings.with(values),
      BrowserSessionModule.forRoot({ secrets: SERVER_SECRETS }),
      SlowHashingModule.forRoot(),
      InboundSecurityModule.forRoot({
        instances,
        directories,
        saml: new Map(),
        imports: [ScriptsModule.forRoot(noScriptSurroundings)],
      }),
    ],
  };
}

function recording(sql: Sql, statements: string[]): Sql {
  return {
    query: (statement, parameters) => {
      statements.push(statement.name);
      return sql.query(statement, parameters);
    },
    transaction: (work) => sql.transaction((transaction) => work(recording(transaction, statements))),
  };
}

async function closeAll(context: INestApplicationContext, closeConnection: () => Promise<void>): Promise<void> {
  await context.close();
  await closeConnection();
}
