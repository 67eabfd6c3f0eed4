import type { FileKeys } from '../keys/file-keys.js';
import { type ImportedKey, importSigningKey } from '../keys/imported-key.js';
import type { KeyEncryption } from '../sealing/key-encryption.js';
import type { LivingKey } from './living-key.js';
import type { StoredKey, StoredKeystore } from '../stores/keystore.store.js';

/** Makes keys ready for use from how they are kept. A key whose row stays the same is never imported twice. */
export class StoredKeyImport {
  /** By keystore: the keys of its latest rows, by what they were imported from. */
  readonly #known = new Map<string, ReadonlyMap<string, ImportedKey>>();

  constructor(
    private readonly encryption: KeyEncryption,
    private readonly files: FileKeys,
  ) {}

  /**
   * The keys of a keystore in their order; one that lies in a file which this process cannot read only verifies here.
   * @throws WrongEncryptionKeyError a row that was not written with this server's encryption key
   */
  async keysOf(keystore: StoredKeystore): Promise<readonly LivingKey[]> {
    const known = this.#known.get(keystore.keystoreId);
    const inFile = keystore.kind === 'file' ? await this.files.of(keystore) : [];
    const imported = new Map<string, ImportedKey>();
    const living: LivingKey[] = [];
    for (const row of keystore.keys) {
      const origin = row.privateJwkEncrypted ?? JSON.stringify(row.publicJwk);
      const key = known?.get(origin) ?? (await this.#import(keystore.keystoreId, row));
      imported.set(origin, key);
      living.push({ ...(sameKey(inFile, key) ?? key), ...lifeOf(row) });
    }
    this.#known.set(keystore.keystoreId, imported);
    return living;
  }

  #import(keystoreId: string, { kid, alg, publicJwk, privateJwkEncrypted }: StoredKey): Promise<ImportedKey> {
    const jwk =
      privateJwkEncrypted === undefined ? publicJwk : this.encryption.decrypt(keystoreId, kid, privateJwkEncrypted);
    return importSigningKey({ ...jwk, alg, kid });
  }
}

function sameKey(keys: readonly ImportedKey[], { kid, alg, thumbprint }: ImportedKey): ImportedKey | undefined {
  return keys.find((key) => key.kid === kid && key.alg === alg && key.thumbprint === thumbprint);
}

function lifeOf({
  alg,
  signsFrom,
  signsUntil,
  longestTokenSeconds,
}: StoredKey): Pick<LivingKey, 'alg' | 'signsFrom' | 'signsUntil' | 'longestTokenSeconds'> {
  return { alg, longestTokenSeconds, ...(signsFrom && { signsFrom }), ...(signsUntil && { signsUntil }) };
}
