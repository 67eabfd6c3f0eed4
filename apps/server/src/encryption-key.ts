import { existsSync } from 'node:fs';
import { withConnection } from '#database/connection';
import { ConnectionSql } from '#database/connection-sql';
import { requireFirstUse } from '#keystore/sealing/encryption-key-check';
import { readOrCreateKeyFile } from '#keystore/sealing/encryption-key-file';
import { SqlServerChecks } from '#keystore/stores/typeorm/sql-server-checks';
import type { ServerConfiguration } from './configuration.js';
import { keyFileIn } from './configuration/environment-settings.js';

/**
 * The configured key, or the one in the data folder, which is made at the first start only: a key that is missing later must be put back.
 * @throws WrongEncryptionKeyError the file is missing, and the database has its key already; nothing was written
 */
export async function encryptionKeyOf(
  { encryptionKey, dataDirectory }: Pick<ServerConfiguration, 'encryptionKey' | 'dataDirectory'>,
  databaseUrl: string,
): Promise<Buffer> {
  if (encryptionKey !== undefined) return encryptionKey;
  const file = keyFileIn(dataDirectory);
  await withConnection(databaseUrl, (client) =>
    // The file is looked for last: another process that starts at the same time makes it before the database knows of it.
    requireFirstUse(new SqlServerChecks(new ConnectionSql(client)), file, () => existsSync(file)),
  );
  return readOrCreateKeyFile(file);
}
