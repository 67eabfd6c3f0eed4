import { KeyEncryption } from './key-encryption.js';
import { WrongEncryptionKeyError } from '../keystore-errors.js';
import type { ServerChecks } from '../stores/server-checks.store.js';

const CHECK_NAME = 'encryption-key';

/**
 * Compares the encryption key with the one this database was first used with, and remembers it at first use (F-28).
 *
 * @throws WrongEncryptionKeyError another key; nothing was read or written with it
 */
export async function checkEncryptionKey(
  checks: Pick<ServerChecks, 'keepFirst'>,
  encryptionKey: Buffer,
): Promise<void> {
  const { keyId } = new KeyEncryption(encryptionKey);
  const remembered = await checks.keepFirst(CHECK_NAME, keyId);
  if (remembered === keyId) return;
  throw new WrongEncryptionKeyError(
    `This database belongs to the encryption key ${remembered}, but the server was given the key ${keyId}. ` +
      'Set GATEHOUSE_ENCRYPTION_KEY, or put back the file encryption.key of the data folder, as it was when the database was made. Nothing was changed.',
  );
}

/**
 * Makes sure that a database has no encryption key yet, before one is made for it (F-28).
 *
 * @param isThere whether the key file has come meanwhile, made by another process that starts at the same time
 * @throws WrongEncryptionKeyError the key of this database is missing
 */
export async function requireFirstUse(
  checks: Pick<ServerChecks, 'find'>,
  file: string,
  isThere: () => boolean,
): Promise<void> {
  const remembered = await checks.find(CHECK_NAME);
  if (remembered === undefined || isThere()) return;
  throw new WrongEncryptionKeyError(
    `The file ${file} is missing, and this database belongs to the encryption key ${remembered}. ` +
      'Put the file back as it was when the database was made, or set GATEHOUSE_ENCRYPTION_KEY. No new key was made, and nothing was changed.',
  );
}
