import { createHash } from 'node:crypto';

/** The hash that belongs to a signature algorithm; EdDSA with Ed25519 hashes with SHA-512 inside, and so does its `at_hash`. */
const digests: ReadonlyMap<string, string> = new Map([
  ['RS256', 'sha256'],
  ['PS256', 'sha256'],
  ['ES256', 'sha256'],
  ['RS384', 'sha384'],
  ['PS384', 'sha384'],
  ['ES384', 'sha384'],
  ['RS512', 'sha512'],
  ['PS512', 'sha512'],
  ['ES512', 'sha512'],
  ['EdDSA', 'sha512'],
  ['Ed25519', 'sha512'],
]);

/**
 * `at_hash` or `c_hash`: the left half of the hash of a token, in base64url. It ties the token to the id_token it came with.
 * @param algorithm `alg` of the key that signs the id_token
 * @throws TypeError an algorithm we do not sign with
 * @see OpenID Connect Core §3.1.3.6; STD OC5
 */
export function tokenHash(token: string, algorithm: string): string {
  const digest = digests.get(algorithm);
  if (digest === undefined) throw new TypeError(`No hash is defined for the signature algorithm ${algorithm}`);
  const hash = createHash(digest).update(token, 'ascii').digest();
  return hash.subarray(0, hash.length / 2).toString('base64url');
}
