import type { ChangeFeed } from '#database/change-feed.port';
import { DatabaseUnavailableError } from '#database/sql.port';
import { type ImportedKey, importSigningKey } from './imported-key.js';
import type { KeyEncryption } from './key-encryption.js';
import { KEYSTORES_TOPIC } from './keystores-topic.js';
import type { SigningKeysStore, StoredSigningKey } from './stores/signing-keys.store.js';

interface CachedKeystore {
  /** Version of the topic before the rows were read; `undefined` when it was not known. */
  readonly version: string | undefined;
  readonly keys: readonly ImportedKey[];
  /** The same keys by the encrypted text they were imported from. */
  readonly byRow: ReadonlyMap<string, ImportedKey>;
}

/**
 * Imported keys by keystore id, current to within a second (ruling 49). While the change feed is silent the rows are read again for every
 * call, but a key whose row is unchanged is never imported twice. Ids come from configuration, so their number is bounded by it.
 */
export class KeystoreCache {
  readonly #cached = new Map<string, CachedKeystore>();
  readonly #loading = new Map<string, Promise<readonly ImportedKey[]>>();

  constructor(
    private readonly store: SigningKeysStore,
    private readonly changes: ChangeFeed,
    private readonly encryption: KeyEncryption,
  ) {}

  /** @throws DatabaseUnavailableError not confirmed current, and the database cannot tell */
  current(keystoreId: string): readonly ImportedKey[] | Promise<readonly ImportedKey[]> {
    const cached = this.#cached.get(keystoreId);
    const version = this.changes.versionOf(KEYSTORES_TOPIC);
    if (cached && version !== undefined && cached.version === version) return cached.keys;
    return this.#load(keystoreId, version);
  }

  /** As {@link current}, but the last known keys while the database is away: `/jwk` must keep answering then (F-13). */
  async lastKnown(keystoreId: string): Promise<readonly ImportedKey[]> {
    try {
      return await this.current(keystoreId);
    } catch (error) {
      const cached = this.#cached.get(keystoreId);
      if (cached && error instanceof DatabaseUnavailableError) return cached.keys;
      throw error;
    }
  }

  /** One read for all who ask at the same moment about the same version. */
  #load(keystoreId: string, version: string | undefined): Promise<readonly ImportedKey[]> {
    const ticket = `${keystoreId} ${version ?? ''}`;
    const running = this.#loading.get(ticket);
    if (running) return running;
    const load = this.#read(keystoreId, version).finally(() => this.#loading.delete(ticket));
    this.#loading.set(ticket, load);
    return load;
  }

  async #read(keystoreId: string, version: string | undefined): Promise<readonly ImportedKey[]> {
    const rows = await this.store.read(keystoreId);
    const known = this.#cached.get(keystoreId)?.byRow;
    const byRow = new Map<string, ImportedKey>();
    for (const row of rows) {
      byRow.set(row.privateJwkEncrypted, known?.get(row.privateJwkEncrypted) ?? (await this.#import(keystoreId, row)));
    }
    const keys = [...byRow.values()];
    this.#cached.set(keystoreId, { version, keys, byRow });
    return keys;
  }

  #import(keystoreId: string, row: StoredSigningKey): Promise<ImportedKey> {
    const jwk = this.encryption.decrypt(keystoreId, row.kid, row.privateJwkEncrypted);
    return importSigningKey({ ...jwk, alg: row.alg, kid: row.kid });
  }
}
