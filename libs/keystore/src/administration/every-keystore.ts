import type { KeystoreStore, StoredKeystore } from '../stores/keystore.store.js';

const PORTION = 100;

/** All keystores by id, read in portions. */
export async function* everyKeystore(store: Pick<KeystoreStore, 'after'>): AsyncGenerator<StoredKeystore> {
  for (let last = ''; ;) {
    const portion = await store.after(last, PORTION);
    yield* portion;
    last = portion.at(-1)?.keystoreId ?? '';
    if (portion.length < PORTION) return;
  }
}
