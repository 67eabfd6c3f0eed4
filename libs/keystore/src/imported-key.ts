import { type JsonWebKey, webcrypto } from 'node:crypto';
import { publicJwk } from '#protocol/keys/jwk-set';
import { importKey, importVerifier, type SignatureVerifier } from '#protocol/keys/signature-verifier';
import { algorithmOf, profileOf, type SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { KeyRefusedError } from './keystore-errors.js';
import { isPrivate } from './signing-jwks.js';

/** A key ready for use. */
export interface ImportedKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly publicJwk: JsonWebKey;
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
  if (!alg) throw new KeyRefusedError(`The key "${jwk.kid}" has no signature algorithm.`);
  const shown = { ...publicJwk(jwk), alg, use: 'sig', kid: jwk.kid };
  const verify = await imported(jwk, alg, () => importVerifier(shown, alg));
  const signer = isPrivate(jwk) ? await imported(jwk, alg, () => importSigner(jwk, alg)) : undefined;
  return { kid: jwk.kid, alg, publicJwk: shown, ...(signer && { sign: signer }), verify };
}

async function importSigner(jwk: JsonWebKey, alg: SigningAlgorithm): Promise<NonNullable<ImportedKey['sign']>> {
  const { parameters } = profileOf(alg);
  const key = await importKey(jwk, alg);
  return async (input) => Buffer.from(await webcrypto.subtle.sign(parameters, key, input));
}

async function imported<T>(jwk: JsonWebKey, alg: SigningAlgorithm, work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw new KeyRefusedError(`The key "${String(jwk['kid'])}" cannot be used for ${alg}.`, { cause });
  });
}
