import type { SigningKeysStore, StoredSigningKey } from '../signing-keys.store.js';

/** {@link SigningKeysStore} of one process, for tests without a database. */
export class MemorySigningKeys implements SigningKeysStore {
  readonly rows = new Map<string, readonly StoredSigningKey[]>();
  /** How often keys were read, so that a test can see a cache work. */
  reads = 0;

  read(keystoreId: string): Promise<readonly StoredSigningKey[]> {
    this.reads += 1;
    return Promise.resolve(this.rows.get(keystoreId) ?? []);
  }

  createIfEmpty(keystoreId: string, keys: readonly StoredSigningKey[]): Promise<boolean> {
    const empty = !this.rows.has(keystoreId);
    if (empty) this.rows.set(keystoreId, keys);
    return Promise.resolve(empty);
  }
}
