import { type Clock, epochSeconds } from '#protocol/clock';
import { type PublicJwkSet, publicJwkSet } from '#protocol/keys/jwk-set';
import { isPublished, LEAST_AFTERLIFE_SECONDS, signersOf } from '#protocol/keys/key-life';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { signCompact } from './compact-signature.js';
import { importConfiguredKeys } from '../keys/configured-keys.js';
import type { EnsuredKeystores } from './ensured-keystores.js';
import type { ExpectedToken, Keystore, SigningHeader } from '../keystore.port.js';
import type { KeystoreCache } from './keystore-cache.js';
import { UnknownKeystoreError } from '../keystore-errors.js';
import { alwaysLiving, type LivingKey } from './living-key.js';
import type { KeystoreStore } from '../stores/keystore.store.js';
import { verifyOwnToken } from './token-verification.js';

/** What {@link EncryptedKeystore} works with. */
export interface KeystoreParts {
  readonly store: Pick<KeystoreStore, 'noteLongestToken'>;
  readonly cache: KeystoreCache;
  readonly ensured: EnsuredKeystores;
  /** By which tokens expire. */
  readonly clock: Clock;
  /** The database's, by which all processes change to a new key in one moment (F-27). */
  readonly keyClock: Clock;
}

const DAY = 86_400; // seconds
/** Longest life of a token that is remembered, in seconds: what the database can hold. */
const LONGEST = 2 ** 31 - 1;

/** {@link Keystore} over encrypted rows in the database, files, and key sets from configuration. */
export class EncryptedKeystore implements Keystore {
  readonly #configured = new Map<string, readonly LivingKey[]>();

  constructor(private readonly parts: KeystoreParts) {}

  async sign(keystoreId: string, header: SigningHeader, claims: Readonly<Record<string, unknown>>): Promise<string> {
    const signer = this.#signer(keystoreId, await this.#keys(keystoreId), header.alg);
    await this.#outlive(keystoreId, signer, claims['exp']);
    return signCompact(signer, header.typ, claims);
  }

  async algorithm(keystoreId: string, wanted?: SigningAlgorithm): Promise<SigningAlgorithm> {
    return this.#signer(keystoreId, await this.#keys(keystoreId), wanted).alg;
  }

  async algorithms(keystoreId: string): Promise<readonly SigningAlgorithm[]> {
    return this.#signers(await this.#lastKnown(keystoreId)).map(({ alg }) => alg);
  }

  async publicJwks(keystoreId: string): Promise<PublicJwkSet> {
    const published = this.#published(await this.#lastKnown(keystoreId));
    const signers = this.#signers(published);
    const others = published.filter((key) => !signers.includes(key));
    return publicJwkSet([...signers, ...others].map((key) => key.publicJwk));
  }

  async verify(
    keystoreId: string,
    jws: string,
    expected: ExpectedToken,
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    const published = this.#published(await this.#keys(keystoreId));
    return verifyOwnToken(published, jws, expected, epochSeconds(this.parts.clock.now()));
  }

  ensure(keystoreId: string): Promise<readonly string[]> {
    return this.parts.ensured.ensure(keystoreId);
  }

  async registerJwks(keystoreId: string, jwks: unknown): Promise<void> {
    this.#configured.set(keystoreId, (await importConfiguredKeys(jwks)).map(alwaysLiving));
  }

  #keys(keystoreId: string): readonly LivingKey[] | Promise<readonly LivingKey[]> {
    return this.#configured.get(keystoreId) ?? this.parts.cache.current(keystoreId);
  }

  /** What discovery shows, also while the database is away (F-13). */
  async #lastKnown(keystoreId: string): Promise<readonly LivingKey[]> {
    return this.#configured.get(keystoreId) ?? this.parts.cache.lastKnown(keystoreId);
  }

  #published(keys: readonly LivingKey[]): readonly LivingKey[] {
    const now = this.parts.keyClock.now();
    return keys.filter((key) => isPublished(key, now));
  }

  /** Of the keys whose private part this process has: the first of each algorithm (reference: the first key signs). */
  #signers(keys: readonly LivingKey[]): readonly LivingKey[] {
    return signersOf(
      keys.filter((key) => key.sign !== undefined),
      this.parts.keyClock.now(),
    );
  }

  /** The one that fits the wanted algorithm, else the first. */
  #signer(keystoreId: string, keys: readonly LivingKey[], wanted: SigningAlgorithm | undefined): LivingKey {
    const signers = this.#signers(keys);
    const signer = signers.find((key) => key.alg === wanted) ?? signers[0];
    if (!signer) throw new UnknownKeystoreError(keystoreId);
    return signer;
  }

  /** A token that lives longer than its key is promised to stay is noted before it leaves; once a day of life and key. */
  async #outlive(keystoreId: string, { kid, longestTokenSeconds }: LivingKey, exp: unknown): Promise<void> {
    if (typeof exp !== 'number' || this.#configured.has(keystoreId)) return;
    const seconds = exp - epochSeconds(this.parts.clock.now());
    if (seconds <= Math.max(LEAST_AFTERLIFE_SECONDS, longestTokenSeconds)) return;
    await this.parts.store.noteLongestToken(keystoreId, kid, Math.min(LONGEST, Math.ceil(seconds / DAY) * DAY));
  }
}
