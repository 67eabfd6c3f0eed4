// Owns the private keys of the deployment: those that sign tokens, and the one from which everything secret is derived. Must not know who asks
// for a signature, nor what the claims mean. Expects the tokens SQL, CHANGE_FEED and CLOCK from global modules.
import { type DynamicModule, Module } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { DerivedSecrets } from './derived-secrets.js';
import { EncryptedKeystore } from './encrypted-keystore.js';
import { checkEncryptionKey } from './encryption-key-check.js';
import { KeyEncryption } from './key-encryption.js';
import { KEYSTORE, type Keystore } from './keystore.port.js';
import { KeystoreCache } from './keystore-cache.js';
import { SealedSecrets } from './sealed-secrets.js';
import { SECRET_ENCRYPTION } from './secret-encryption.port.js';
import { SERVER_SECRETS } from './server-secrets.port.js';
import { SqlServerChecks } from './stores/typeorm/sql-server-checks.js';
import { SqlSigningKeys } from './stores/typeorm/sql-signing-keys.js';

/** What the composition root decides about keys. */
export interface KeystoreModuleOptions {
  /** 32 bytes; the same in every process over one database. */
  readonly encryptionKey: Buffer;
}

/** Provides KEYSTORE, SERVER_SECRETS and SECRET_ENCRYPTION; the start fails when the database belongs to another encryption key (F-28). */
@Module({})
export class KeystoreModule {
  static forRoot(options: KeystoreModuleOptions): DynamicModule {
    return {
      module: KeystoreModule,
      global: true,
      providers: [
        { provide: SERVER_SECRETS, useValue: new DerivedSecrets(options.encryptionKey) },
        { provide: SECRET_ENCRYPTION, useValue: new SealedSecrets(options.encryptionKey) },
        {
          provide: KEYSTORE,
          inject: [SQL, CHANGE_FEED, CLOCK],
          useFactory: (sql: Sql, changes: ChangeFeed, clock: Clock) =>
            openKeystore({ sql, changes, clock }, options.encryptionKey),
        },
      ],
      exports: [KEYSTORE, SERVER_SECRETS, SECRET_ENCRYPTION],
    };
  }
}

/** What the keystore needs from the rest of the server. */
export interface KeystoreSurroundings {
  readonly sql: Sql;
  readonly changes: ChangeFeed;
  readonly clock: Clock;
}

/** The keystore of one process, after its encryption key was found to be the right one. @throws WrongEncryptionKeyError it is not */
export async function openKeystore(
  { sql, changes, clock }: KeystoreSurroundings,
  encryptionKey: Buffer,
): Promise<Keystore> {
  await checkEncryptionKey(new SqlServerChecks(sql), encryptionKey);
  const store = new SqlSigningKeys(sql, changes);
  const encryption = new KeyEncryption(encryptionKey);
  return new EncryptedKeystore({ store, encryption, clock, cache: new KeystoreCache(store, changes, encryption) });
}
