import type { ChangeFeed } from '#database/change-feed.port';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { LivingKey } from './living-key.js';
import type { StoredKeyImport } from './stored-key-import.js';
import { KEYSTORES_TOPIC, type KeystoreStore } from '../stores/keystore.store.js';

interface CachedKeystore {
  /** Version of the topic before the rows were read; `undefined` when it was not known. */
  readonly version: string | undefined;
  readonly keys: readonly LivingKey[];
}

/**
 * Imported keys by keystore id, current to within a second (ruling 49). While the change feed is silent the rows are read again for every
 * call. Ids come from configuration, so their number is bounded by it.
 */
export class KeystoreCache {
  readonly #cached = new Map<string, CachedKeystore>();
  readonly #loading = new Map<string, Promise<readonly LivingKey[]>>();

  constructor(
    private readonly store: Pick<KeystoreStore, 'find'>,
    private readonly changes: ChangeFeed,
    private readonly imports: StoredKeyImport,
  ) {}

  /** @throws DatabaseUnavailableError not confirmed current, and the database cannot tell */
  current(keystoreId: string): readonly LivingKey[] | Promise<readonly LivingKey[]> {
    const cached = this.#cached.get(keystoreId);
    const version = this.changes.versionOf(KEYSTORES_TOPIC);
    if (cached && version !== undefined && cached.version === version) return cached.keys;
    return this.#load(keystoreId, version);
  }

  /** As {@link current}, but the last known keys while the database is away: `/jwk` must keep answering then (F-13). */
  async lastKnown(keystoreId: string): Promise<readonly LivingKey[]> {
    try {
      return await this.current(keystoreId);
    } catch (error) {
      const cached = this.#cached.get(keystoreId);
      if (cached && error instanceof DatabaseUnavailableError) return cached.keys;
      throw error;
    }
  }

  /** What is kept is not looked at again: files are read anew. */
  forget(keystoreId: string): void {
    this.#cached.delete(keystoreId);
  }

  /** One read for all who ask at the same moment about the same version. */
  #load(keystoreId: string, version: string | undefined): Promise<readonly LivingKey[]> {
    const ticket = `${keystoreId} ${version ?? ''}`;
    const running = this.#loading.get(ticket);
    if (running) return running;
    const load = this.#read(keystoreId, version).finally(() => this.#loading.delete(ticket));
    this.#loading.set(ticket, load);
    return load;
  }

  async #read(keystoreId: string, version: string | undefined): Promise<readonly LivingKey[]> {
    const keystore = await this.store.find(keystoreId);
    const keys = keystore === undefined ? [] : await this.imports.keysOf(keystore);
    this.#cached.set(keystoreId, { version, keys });
    return keys;
  }
}
