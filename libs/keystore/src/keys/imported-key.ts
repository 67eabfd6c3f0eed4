import { type JsonWebKey, webcrypto } from 'node:crypto';
import { publicJwk } from '#protocol/keys/jwk-set';
import { jwkThumbprint } from '#protocol/keys/jwk-thumbprint';
import { importKey, importVerifier, type SignatureVerifier } from '#protocol/keys/signature-verifier';
import { withRsaFactors } from '#protocol/keys/rsa-factors';
import { algorithmOf, profileOf, type SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { KeyRefusedError, partsOfDifferentKeys } from '../keystore-errors.js';
import { isPrivate } from './signing-jwks.js';

/** A key ready for use. */
export interface ImportedKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly publicJwk: JsonWebKey;
  /** RFC 7638. */
  readonly thumbprint: string;
  /** Absent for a public key that only recognises older tokens. */
  readonly sign?: (input: Buffer) => Promise<Buffer>;
  readonly verify: SignatureVerifier;
}

/**
 * Imports one key of ours; the imported private key cannot be exported again.
 * @throws KeyRefusedError the key is not valid for its algorithm
 */
export async function importSigningKey(jwk: JsonWebKey & { readonly kid: string }): Promise<ImportedKey> {
  const alg = algorithmOf(jwk);
  if (!alg) throw new KeyRefusedError(`The key "${jwk.kid}" has no signature algorithm`, 'Give it an alg.');
  const shown = { ...publicJwk(jwk), alg, use: 'sig', kid: jwk.kid };
  const verify = await imported(jwk, alg, () => importVerifier(shown, alg));
  const whole = isPrivate(jwk) ? wholeKey(jwk) : undefined;
  const signer = whole && (await imported(whole, alg, () => importSigner(whole, alg)));
  return {
    kid: jwk.kid,
    alg,
    publicJwk: shown,
    thumbprint: jwkThumbprint(shown),
    ...(signer && { sign: signer }),
    verify,
  };
}

/** WebCrypto signs with RSA keys that have all their members; tools write some with `n`, `e` and `d` alone (ruling 2). */
function wholeKey(jwk: JsonWebKey & { readonly kid: string }): JsonWebKey {
  const whole = jwk.kty === 'RSA' ? withRsaFactors(jwk) : jwk;
  if (!whole) throw partsOfDifferentKeys(jwk.kid);
  return whole;
}

async function importSigner(jwk: JsonWebKey, alg: SigningAlgorithm): Promise<NonNullable<ImportedKey['sign']>> {
  const { parameters } = profileOf(alg);
  const key = await importKey(jwk, alg);
  return async (input) => Buffer.from(await webcrypto.subtle.sign(parameters, key, input));
}

async function imported<T>(jwk: JsonWebKey, alg: SigningAlgorithm, work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw new KeyRefusedError(
      `The key "${String(jwk['kid'])}" cannot be used for ${alg}: its members are damaged, or belong to different keys`,
      'Export the key anew.',
      { cause },
    );
  });
}
