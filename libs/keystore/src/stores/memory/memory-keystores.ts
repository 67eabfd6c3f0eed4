import type { Clock } from '#protocol/clock';
import type {
  KeystoreContent,
  KeystoreDecision,
  KeystorePortion,
  KeystoreStore,
  StoredKeystore,
} from '../keystore.store.js';

/** {@link KeystoreStore} of one process, for tests without a database. */
export class MemoryKeystores implements KeystoreStore {
  readonly rows = new Map<string, StoredKeystore>();
  /** How often a keystore was read, so that a test can see a cache work. */
  reads = 0;
  #version = 0;

  constructor(private readonly clock: Clock) {}

  find(keystoreId: string): Promise<StoredKeystore | undefined> {
    this.reads += 1;
    return Promise.resolve(this.rows.get(keystoreId));
  }

  list({ offset, limit }: KeystorePortion): Promise<readonly StoredKeystore[]> {
    return Promise.resolve(this.sorted().slice(offset, offset + limit));
  }

  count(): Promise<number> {
    return Promise.resolve(this.rows.size);
  }

  after(after: string, limit: number): Promise<readonly StoredKeystore[]> {
    return Promise.resolve(
      this.sorted()
        .filter(({ keystoreId }) => keystoreId > after)
        .slice(0, limit),
    );
  }

  change<Outcome>(keystoreId: string, decide: KeystoreDecision<Outcome>): Promise<Outcome> {
    const { outcome, write } = decide(this.rows.get(keystoreId), this.clock.now());
    if (write === 'removal') this.rows.delete(keystoreId);
    else if (write !== undefined) this.#write(write);
    return Promise.resolve(outcome);
  }

  noteLongestToken(keystoreId: string, kid: string, seconds: number): Promise<void> {
    const row = this.rows.get(keystoreId);
    const keys = row?.keys.map((key) =>
      key.kid === kid && key.longestTokenSeconds < seconds ? { ...key, longestTokenSeconds: seconds } : key,
    );
    if (row && keys) this.rows.set(keystoreId, { ...row, keys });
    return Promise.resolve();
  }

  #write(content: KeystoreContent): void {
    this.#version += 1;
    this.rows.set(content.keystoreId, { ...content, version: this.#version });
  }

  private sorted(): readonly StoredKeystore[] {
    return [...this.rows.values()].sort((one, other) => (one.keystoreId < other.keystoreId ? -1 : 1));
  }
}
