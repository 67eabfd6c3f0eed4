import { systemClock } from '#protocol/clock';
import { PostgresChangeFeed } from '../../libs/database/src/postgres-change-feed.js';
import { EncryptedKeystore } from '../../libs/keystore/src/encrypted-keystore.js';
import { KeyEncryption } from '../../libs/keystore/src/key-encryption.js';
import { KeystoreCache } from '../../libs/keystore/src/keystore-cache.js';
import { SqlSigningKeys } from '../../libs/keystore/src/stores/typeorm/sql-signing-keys.js';
import { openSql } from './postgres.js';
import { TEST_ENCRYPTION_KEY } from './test-encryption-key.js';

/** Makes the signing keys of module `smart_auth`, as the first start of a server does. */
export async function makeSigningKeys(url: string): Promise<void> {
  const { sql, close } = openSql(url, 1);
  const changes = new PostgresChangeFeed(url);
  const store = new SqlSigningKeys(sql, changes);
  const encryption = new KeyEncryption(Buffer.from(TEST_ENCRYPTION_KEY, 'base64'));
  const cache = new KeystoreCache(store, changes, encryption);
  await new EncryptedKeystore({ store, cache, encryption, clock: systemClock }).ensure('smart_auth');
  await close();
}
