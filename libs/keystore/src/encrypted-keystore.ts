import { type Clock, epochSeconds } from '#protocol/clock';
import { type PublicJwkSet, publicJwk, publicJwkSet } from '#protocol/keys/jwk-set';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { signCompact } from './compact-signature.js';
import { importConfiguredKeys } from './configured-keys.js';
import type { ImportedKey } from './imported-key.js';
import type { KeyEncryption } from './key-encryption.js';
import { generateSigningKeys } from './key-generation.js';
import type { ExpectedToken, Keystore, SigningHeader } from './keystore.port.js';
import type { KeystoreCache } from './keystore-cache.js';
import { KeyRefusedError, UnknownKeystoreError } from './keystore-errors.js';
import type { SigningJwk } from './signing-jwks.js';
import type { SigningKeysStore, StoredSigningKey } from './stores/signing-keys.store.js';
import { verifyOwnToken } from './token-verification.js';

/** What {@link EncryptedKeystore} works with. */
export interface KeystoreParts {
  readonly store: SigningKeysStore;
  readonly cache: KeystoreCache;
  readonly encryption: KeyEncryption;
  readonly clock: Clock;
}

/** {@link Keystore} over encrypted rows in the database and over key sets from configuration. */
export class EncryptedKeystore implements Keystore {
  readonly #configured = new Map<string, readonly ImportedKey[]>();

  constructor(private readonly parts: KeystoreParts) {}

  async sign(keystoreId: string, header: SigningHeader, claims: Readonly<Record<string, unknown>>): Promise<string> {
    return signCompact(signerOf(keystoreId, await this.#keys(keystoreId), header.alg), header.typ, claims);
  }

  async algorithm(keystoreId: string, wanted?: SigningAlgorithm): Promise<SigningAlgorithm> {
    return signerOf(keystoreId, await this.#keys(keystoreId), wanted).alg;
  }

  async algorithms(keystoreId: string): Promise<readonly SigningAlgorithm[]> {
    const signers = (await this.#lastKnown(keystoreId)).filter((key) => key.sign !== undefined);
    return [...new Set(signers.map(({ alg }) => alg))];
  }

  async publicJwks(keystoreId: string): Promise<PublicJwkSet> {
    return publicJwkSet((await this.#lastKnown(keystoreId)).map((key) => key.publicJwk));
  }

  async verify(
    keystoreId: string,
    jws: string,
    expected: ExpectedToken,
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    return verifyOwnToken(await this.#keys(keystoreId), jws, expected, epochSeconds(this.parts.clock.now()));
  }

  async ensure(keystoreId: string): Promise<readonly string[]> {
    if (!/^[\w-]{1,100}$/.test(keystoreId)) {
      throw new KeyRefusedError(`"${keystoreId}" is no keystore id`, 'Use letters, digits, _ and -.');
    }
    if ((await this.parts.store.read(keystoreId)).length > 0) return [];
    const generated = (await generateSigningKeys()).map((jwk) => this.#sealed(keystoreId, jwk));
    return (await this.parts.store.createIfEmpty(keystoreId, generated)) ? generated.map(({ kid }) => kid) : [];
  }

  async registerJwks(keystoreId: string, jwks: unknown): Promise<void> {
    this.#configured.set(keystoreId, await importConfiguredKeys(jwks));
  }

  #keys(keystoreId: string): readonly ImportedKey[] | Promise<readonly ImportedKey[]> {
    return this.#configured.get(keystoreId) ?? this.parts.cache.current(keystoreId);
  }

  /** What discovery shows, also while the database is away (F-13). */
  async #lastKnown(keystoreId: string): Promise<readonly ImportedKey[]> {
    return this.#configured.get(keystoreId) ?? this.parts.cache.lastKnown(keystoreId);
  }

  #sealed(keystoreId: string, jwk: SigningJwk): StoredSigningKey {
    const privateJwkEncrypted = this.parts.encryption.encrypt(keystoreId, jwk.kid, jwk);
    return { kid: jwk.kid, alg: jwk.alg, publicJwk: publicJwk(jwk), privateJwkEncrypted };
  }
}

/** The first private key that fits the wanted algorithm, else the first private key (reference: the first key signs). */
function signerOf(keystoreId: string, keys: readonly ImportedKey[], wanted: SigningAlgorithm | undefined): ImportedKey {
  const signers = keys.filter((key) => key.sign !== undefined);
  const signer = signers.find((key) => key.alg === wanted) ?? signers[0];
  if (!signer) throw new UnknownKeystoreError(keystoreId);
  return signer;
}
