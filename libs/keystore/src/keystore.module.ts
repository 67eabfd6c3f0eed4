// Owns the private keys of the deployment: those that sign tokens, and the one from which everything secret is derived. Must not know who asks
// for a signature, nor what the claims mean. Expects the tokens SQL, CHANGE_FEED, DATABASE_CLOCK, BACKGROUND_WORK and CLOCK from global modules.
import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import { SQL, type Sql } from '#database/sql.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { DerivedSecrets } from './sealing/derived-secrets.js';
import { checkEncryptionKey } from './sealing/encryption-key-check.js';
import type { ReadLocation } from './keys/file-keys.js';
import { KeyEncryption } from './sealing/key-encryption.js';
import { KEYSTORE } from './keystore.port.js';
import { KEYSTORE_ADMINISTRATION } from './keystore-administration.port.js';
import { type AssembledKeystores, assembleKeystores } from './keystore-assembly.js';
import type { KeystoreUsers } from './administration/keystore-commands.js';
import type { KeystoreJournal } from './administration/keystore-journal.js';
import { KEYSTORE_SEEDING } from './keystore-seeding.port.js';
import { RotationSchedule } from './rotation/rotation-schedule.js';
import { SealedSecrets } from './sealing/sealed-secrets.js';
import { SECRET_ENCRYPTION } from './secret-encryption.port.js';
import { SeededKeystores } from './seeding/seeded-keystores.js';
import { SERVER_SECRETS } from './server-secrets.port.js';
import { SqlKeystores } from './stores/typeorm/sql-keystores.js';
import { SqlServerChecks } from './stores/typeorm/sql-server-checks.js';

/** What the composition root decides about keys. */
export interface KeystoreModuleOptions {
  /** 32 bytes; the same in every process over one database. */
  readonly encryptionKey: Buffer;
  /** Token of the {@link KeystoreJournal}. */
  readonly journal: InjectionToken;
  /** Reads the files that keystores name. */
  readonly readLocation: ReadLocation;
  /** Which modules sign with a keystore. */
  readonly usersOf: KeystoreUsers;
  /** In production, keys that everybody has are refused. */
  readonly mode: 'evaluation' | 'production';
}

/** What is injected, in its order. */
type SurroundingTokens = [Sql, ChangeFeed, Clock, Clock, BackgroundWork, KeystoreJournal];

const ASSEMBLED = Symbol('AssembledKeystores');

/** Provides its ports; the start fails with the wrong encryption key (F-28). */
@Module({})
export class KeystoreModule {
  static forRoot({ encryptionKey, journal, ...options }: KeystoreModuleOptions): DynamicModule {
    return {
      module: KeystoreModule,
      global: true,
      providers: [
        { provide: SERVER_SECRETS, useValue: new DerivedSecrets(encryptionKey) },
        { provide: SECRET_ENCRYPTION, useValue: new SealedSecrets(encryptionKey) },
        {
          provide: ASSEMBLED,
          inject: [SQL, CHANGE_FEED, CLOCK, DATABASE_CLOCK, BACKGROUND_WORK, journal],
          useFactory: (...[sql, changes, clock, keyClock, background, log]: SurroundingTokens) =>
            openKeystores({ sql, changes, clock, keyClock, background, journal: log, ...options }, encryptionKey),
        },
        part(KEYSTORE, ({ keystore }) => keystore),
        part(KEYSTORE_ADMINISTRATION, ({ administration }) => administration),
        {
          provide: KEYSTORE_SEEDING,
          inject: [ASSEMBLED, SQL],
          useFactory: ({ store, saved }: AssembledKeystores, sql: Sql) => new SeededKeystores(store, saved, sql),
        },
        part(RotationSchedule, ({ schedule }) => schedule),
      ],
      exports: [KEYSTORE, KEYSTORE_ADMINISTRATION, KEYSTORE_SEEDING, SERVER_SECRETS, SECRET_ENCRYPTION],
    };
  }
}

function part(
  provide: InjectionToken,
  of: (all: AssembledKeystores) => unknown,
): NonNullable<DynamicModule['providers']>[number] {
  return { provide, inject: [ASSEMBLED], useFactory: of };
}

/** What the keystores of a process need from the rest of the server. */
export interface ProcessSurroundings extends Omit<KeystoreModuleOptions, 'encryptionKey' | 'journal'> {
  readonly sql: Sql;
  readonly changes: ChangeFeed;
  readonly clock: Clock;
  readonly keyClock: Clock;
  readonly background: BackgroundWork;
  readonly journal: KeystoreJournal;
}

/**
 * The keystores of one process. Whatever the process has looked at before: what was sealed by a wrong key would be lost.
 * @throws WrongEncryptionKeyError the key is not that of the database
 */
export async function openKeystores(
  { sql, ...surroundings }: ProcessSurroundings,
  encryptionKey: Buffer,
): Promise<AssembledKeystores> {
  await checkEncryptionKey(new SqlServerChecks(sql), encryptionKey);
  const store = new SqlKeystores(sql, surroundings.changes);
  return assembleKeystores({ ...surroundings, store, encryption: new KeyEncryption(encryptionKey) });
}
