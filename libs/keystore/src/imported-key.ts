import { type JsonWebKey, webcrypto } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import { publicJwk } from '#protocol/keys/jwk-set';
import type { SigningAlgorithm } from './keystore.port.js';
import { KeyRefusedError } from './keystore-errors.js';
import { algorithmOf, profileOf } from './signing-algorithm.js';
import { isPrivate } from './signing-jwks.js';

const { subtle } = webcrypto;

/**
 * A key ready for use. WebCrypto is called directly with the imported key: with 32 calls at once that is as fast as jose for RS256 and half as
 * fast again for ES256, and signatures are computed beside the event loop, which `crypto.sign` without a callback would stop.
 */
export interface ImportedKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly publicJwk: JsonWebKey;
  /** Absent for a public key that only recognises older tokens. */
  readonly sign?: (input: Buffer) => Promise<Buffer>;
  readonly verify: (input: Buffer, signature: Buffer) => Promise<boolean>;
}

/**
 * Imports one key of ours; the imported private key cannot be exported again.
 * @throws KeyRefusedError the key is not valid for its algorithm
 */
export async function importSigningKey(jwk: JsonWebKey & { readonly kid: string }): Promise<ImportedKey> {
  const alg = algorithmOf(jwk);
  if (!alg) throw new KeyRefusedError(`The key "${jwk.kid}" has no signature algorithm.`);
  const { parameters } = profileOf(alg);
  const shown = { ...publicJwk(jwk), alg, use: 'sig', kid: jwk.kid };
  const verifier = await imported(shown, alg);
  const signer = isPrivate(jwk) ? await imported(jwk, alg) : undefined;
  return {
    kid: jwk.kid,
    alg,
    publicJwk: shown,
    ...(signer && { sign: async (input: Buffer) => Buffer.from(await subtle.sign(parameters, signer, input)) }),
    verify: (input, signature) => subtle.verify(parameters, verifier, signature, input),
  };
}

async function imported(jwk: JsonWebKey, alg: SigningAlgorithm): Promise<webcrypto.CryptoKey> {
  // key_ops and ext as an operator wrote them would make the import refuse what we want to do with the key.
  const { key_ops: _operations, ext: _extractable, ...key } = jwk as JWK;
  try {
    return (await importJWK(key, alg, { extractable: false })) as webcrypto.CryptoKey;
  } catch (cause) {
    throw new KeyRefusedError(`The key "${String(jwk['kid'])}" cannot be used for ${alg}.`, { cause });
  }
}
