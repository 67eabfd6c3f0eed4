import { readSeedList, type ReadSeedList } from '#protocol/administration/seed-list';
import { type KeystoreEntry, readKeystoreJson } from '../administration/keystore-entry.js';

/**
 * Reads `{"keystores": [...]}` (product reference 13) and reports all mistakes together, as far as they show without a look at the keys.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedKeystores(seed: unknown): ReadSeedList<KeystoreEntry> {
  return readSeedList(seed, { list: 'keystores', nameField: 'keystoreId' }, (json) => {
    const { entry, ...read } = readKeystoreJson(json);
    return { ...read, entry, name: entry.keystoreId };
  });
}
