import { systemClock } from '#protocol/clock';
import { PostgresChangeFeed } from '../../libs/database/src/postgres-change-feed.js';
import { KeyEncryption } from '../../libs/keystore/src/sealing/key-encryption.js';
import { assembleKeystores, type KeystoreSurroundings } from '../../libs/keystore/src/keystore-assembly.js';
import { SqlKeystores } from '../../libs/keystore/src/stores/typeorm/sql-keystores.js';
import { openSql } from './postgres.js';
import { TEST_ENCRYPTION_KEY } from './test-encryption-key.js';

/** What keystores need of a server that has no modules, files and audit log. */
export const bareSurroundings: Pick<
  KeystoreSurroundings,
  'journal' | 'readLocation' | 'usersOf' | 'mode' | 'background'
> = {
  journal: { record: () => Promise.resolve() },
  readLocation: (location) => Promise.reject(new Error(`there is no ${location}`)),
  usersOf: () => Promise.resolve([]),
  mode: 'evaluation',
  background: { isDoneHere: false },
};

/** Makes the signing keys of module `smart_auth`, as the first start of a server does. */
export async function makeSigningKeys(url: string): Promise<void> {
  const { sql, close } = openSql(url, 1);
  const changes = new PostgresChangeFeed(url);
  const { keystore } = assembleKeystores({
    ...bareSurroundings,
    store: new SqlKeystores(sql, changes),
    changes,
    encryption: new KeyEncryption(Buffer.from(TEST_ENCRYPTION_KEY, 'base64')),
    ...{ clock: systemClock, keyClock: systemClock },
  });
  await keystore.ensure('smart_auth');
  await close();
}
