import type { FieldProblem } from '#protocol/json/json-fields';
import { checkKeySet, type CheckedKey } from './configured-keys.js';
import type { FileKeys } from './file-keys.js';
import type { KeyEncryption } from '../sealing/key-encryption.js';
import { generateSigningKeys, type KeyWish } from './key-generation.js';
import type { KeySource } from '../administration/keystore-entry.js';
import { KeyRefusedError } from '../keystore-errors.js';
import { keySetFindings } from './key-set-findings.js';
import { openKey, type SealedKey, sealKey } from './sealed-key.js';

/** Keys that are to be stored, or why they are not. */
export type KeyMaterial =
  | { readonly keys: readonly SealedKey[]; readonly warnings: readonly FieldProblem[] }
  | { readonly problems: readonly FieldProblem[] };

/** Gets keys ready for the store: generated, or checked and encrypted. */
export class KeyMaterials {
  constructor(
    private readonly encryption: KeyEncryption,
    private readonly files: FileKeys,
    private readonly mode: 'evaluation' | 'production',
  ) {}

  /** The keys that an operator gives, as text or in a file. */
  async given(keystoreId: string, source: KeySource & { kind: 'text' | 'file' }): Promise<KeyMaterial> {
    const field = source.kind === 'text' ? 'jsonKeys' : 'filePath';
    try {
      const checked = await checkKeySet(source.kind === 'text' ? source.jsonKeys : await this.#fileText(source));
      const { problems, warnings } = this.#findings(source, checked);
      if (problems.length > 0) return { problems: problems.map((each) => ({ field, ...each })) };
      const seal = source.kind === 'text' ? this.#sealing(keystoreId) : openKey;
      return { keys: checked.map(({ jwk }) => seal(jwk)), warnings: warnings.map((each) => ({ field, ...each })) };
    } catch (error) {
      if (!(error instanceof KeyRefusedError)) throw error;
      return { problems: [{ field, problem: error.problem, remedy: error.remedy }] };
    }
  }

  /** New keys. */
  async generated(keystoreId: string, wishes?: readonly KeyWish[]): Promise<readonly SealedKey[]> {
    return (await generateSigningKeys(wishes)).map(this.#sealing(keystoreId));
  }

  #sealing(keystoreId: string): (jwk: CheckedKey['jwk']) => SealedKey {
    return (jwk) => sealKey(this.encryption, keystoreId, jwk);
  }

  #findings(source: KeySource, checked: readonly CheckedKey[]): ReturnType<typeof keySetFindings> {
    return keySetFindings(checked, { mode: this.mode, ...(source.kind === 'file' && { filePath: source.filePath }) });
  }

  async #fileText({ filePath }: KeySource & { kind: 'file' }): Promise<string> {
    try {
      return await this.files.text(filePath);
    } catch (cause) {
      const problem = `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
      throw new KeyRefusedError(
        problem,
        'Name a readable file with a JSON Web Key Set, such as classpath:signing.jwks',
        {
          cause,
        },
      );
    }
  }
}
