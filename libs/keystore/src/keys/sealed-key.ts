import type { JsonWebKey } from 'node:crypto';
import type { KeptKey, GivenKey } from '#protocol/keys/key-succession';
import { publicJwk } from '#protocol/keys/jwk-set';
import { jwkThumbprint } from '#protocol/keys/jwk-thumbprint';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { sha256Base64Url } from '#protocol/hash';
import type { KeyEncryption } from '../sealing/key-encryption.js';
import { isPrivate, type SigningJwk } from './signing-jwks.js';
import type { StoredKey } from '../stores/keystore.store.js';

/** A key as it will be kept, before it is decided when it signs. */
export interface SealedKey extends GivenKey {
  readonly alg: SigningAlgorithm;
  readonly publicJwk: JsonWebKey;
  /** Absent for a key that stays in its file. */
  readonly privateJwkEncrypted?: string;
}

/** A key of a file: only its public part is kept. */
export function openKey(jwk: SigningJwk): SealedKey {
  const { kid, alg } = jwk;
  return { kid, alg, thumbprint: jwkThumbprint(jwk), isPrivate: isPrivate(jwk), publicJwk: publicJwk(jwk) };
}

/** A key with its private part encrypted. */
export function sealKey(encryption: KeyEncryption, keystoreId: string, jwk: SigningJwk): SealedKey {
  return { ...openKey(jwk), privateJwkEncrypted: encryption.encrypt(keystoreId, jwk.kid, jwk) };
}

/** The same for the same keys in the same order, and different for any others; tells nothing about them. */
export function digestOf(keys: readonly GivenKey[]): string {
  return sha256Base64Url(
    JSON.stringify(keys.map(({ kid, alg, thumbprint, isPrivate: able }) => [kid, alg, thumbprint, able])),
  );
}

/** A stored key with what it is told apart by. */
export function kept(key: StoredKey): StoredKey & KeptKey {
  return { ...key, thumbprint: jwkThumbprint(key.publicJwk) };
}
