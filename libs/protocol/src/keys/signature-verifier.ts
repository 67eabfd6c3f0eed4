import { type JsonWebKey, webcrypto } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import { profileOf, type SigningAlgorithm } from './signing-algorithm.js';

/** Whether the bytes carry the signature of one key by one algorithm. */
export type SignatureVerifier = (input: Buffer, signature: Buffer) => Promise<boolean>;

/**
 * Imports a public key for one algorithm, so that the key decides how it is used and not the token. WebCrypto is called directly with it:
 * with 32 calls at once that is as fast as jose for RS256 and half as fast again for ES256, and signatures are computed beside the event loop.
 * @throws Error the key is not valid for the algorithm
 */
export async function importVerifier(jwk: JsonWebKey, alg: SigningAlgorithm): Promise<SignatureVerifier> {
  const { parameters } = profileOf(alg);
  const key = await importKey(jwk, alg);
  return (input, signature) => webcrypto.subtle.verify(parameters, key, signature, input);
}

/** Imports a key, public or private; a private one cannot be exported again. @throws Error it is not valid for the algorithm */
export async function importKey(jwk: JsonWebKey, alg: SigningAlgorithm): Promise<webcrypto.CryptoKey> {
  // key_ops and ext as somebody wrote them would make the import refuse what we want to do with the key.
  const { key_ops: _operations, ext: _extractable, ...key } = jwk as JWK;
  return (await importJWK(key, alg, { extractable: false })) as webcrypto.CryptoKey;
}
