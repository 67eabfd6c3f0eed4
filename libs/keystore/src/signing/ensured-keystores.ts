import type { FileKeys } from '../keys/file-keys.js';
import type { KeyMaterials } from '../keys/key-material.js';
import type { KeystoreCache } from './keystore-cache.js';
import { generatedKeystore } from '../administration/keystore-decisions.js';
import { KeyRefusedError } from '../keystore-errors.js';
import type { SavedKeystores } from '../administration/saved-keystores.js';
import type { KeystoreStore, StoredKeystore } from '../stores/keystore.store.js';

/** What {@link EnsuredKeystores} works with. */
export interface EnsuringParts {
  readonly store: KeystoreStore;
  readonly cache: KeystoreCache;
  readonly files: FileKeys;
  readonly materials: KeyMaterials;
  readonly saved: SavedKeystores;
}

const AUTHOR = { kind: 'server', actor: 'server start' } as const;

/** Makes sure that a keystore can sign, when a module that signs with it starts. */
export class EnsuredKeystores {
  constructor(private readonly parts: EnsuringParts) {}

  /**
   * Returns the ids of the keys that this very call made.
   * @throws KeyRefusedError no keystore id, keys that are still to come, or a file that cannot be read
   */
  async ensure(keystoreId: string): Promise<readonly string[]> {
    if (!/^[\w-]{1,100}$/.test(keystoreId)) {
      throw new KeyRefusedError(`"${keystoreId}" is no keystore id`, 'Use letters, digits, _ and -.');
    }
    const known = await this.parts.store.find(keystoreId);
    if (known === undefined) return this.#generate(keystoreId);
    await this.#assertReady(known);
    return [];
  }

  async #generate(keystoreId: string): Promise<readonly string[]> {
    const fresh = await this.parts.materials.generated(keystoreId);
    const isMade = await this.parts.store.change(keystoreId, (current, now) =>
      current === undefined ? { outcome: true, write: generatedKeystore(keystoreId, fresh, now) } : { outcome: false },
    );
    return isMade ? fresh.map(({ kid }) => kid) : [];
  }

  async #assertReady({ keystoreId, kind, pendingKeys }: StoredKeystore): Promise<void> {
    if (pendingKeys !== undefined) {
      const remedy = 'Set the variable and import the keystore again.';
      throw new KeyRefusedError(`The keystore "${keystoreId}" waits for its keys, ${pendingKeys}`, remedy);
    }
    if (kind !== 'file') return;
    const outcome = await this.parts.saved.readFileAgain(keystoreId, { author: AUTHOR, isForced: false });
    if (outcome.kind === 'refused') throw refused(keystoreId, outcome.problems);
    this.parts.files.forget(keystoreId);
    this.parts.cache.forget(keystoreId);
  }
}

function refused(
  keystoreId: string,
  problems: readonly { readonly problem: string; readonly remedy: string }[],
): KeyRefusedError {
  const texts = problems.map(({ problem }) => problem).join('; ');
  const [{ remedy } = { remedy: '' }] = problems;
  return new KeyRefusedError(`The file of the keystore "${keystoreId}": ${texts}`, remedy.replace(/\.?$/, '.'));
}
