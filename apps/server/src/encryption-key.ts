import { existsSync } from 'node:fs';
import { withConnection } from '#database/connection';
import { ConnectionSql } from '#database/connection-sql';
import { checkEncryptionKey, requireFirstUse } from '#keystore/sealing/encryption-key-check';
import { readOrCreateKeyFile } from '#keystore/sealing/encryption-key-file';
import { SqlServerChecks } from '#keystore/stores/typeorm/sql-server-checks';
import type { ServerConfiguration } from './configuration.js';
import { keyFileIn } from './configuration/environment-settings.js';

/**
 * The configured key, or the one in the data folder, which is made at the first start only: a key that is missing later must be put back. It is
 * checked on a connection of its own, before there are others that would have to be closed.
 * @throws WrongEncryptionKeyError the key is not that of the database, or the file is missing, and the database has its key already; nothing was
 *   written
 */
export async function encryptionKeyOf(
  { encryptionKey, dataDirectory }: Pick<ServerConfiguration, 'encryptionKey' | 'dataDirectory'>,
  databaseUrl: string,
): Promise<Buffer> {
  return withConnection(databaseUrl, async (client) => {
    const checks = new SqlServerChecks(new ConnectionSql(client));
    const key = encryptionKey ?? (await keyInFolder(dataDirectory, checks));
    await checkEncryptionKey(checks, key);
    return key;
  });
}

/** The file is looked for last: another process that starts at the same time makes it before the database knows of it. */
async function keyInFolder(dataDirectory: string, checks: SqlServerChecks): Promise<Buffer> {
  const file = keyFileIn(dataDirectory);
  await requireFirstUse(checks, file, () => existsSync(file));
  return readOrCreateKeyFile(file);
}
