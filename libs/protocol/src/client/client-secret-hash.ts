import { sha256Base64Url } from '../hash.js';
import { MOST_BCRYPT_ROUNDS } from '../slow-hash.js';
import { MOST_WRITTEN_BCRYPT_ROUNDS, readStoredHash, type StoredHash } from '../stored-hash.js';
import type { SecretEncoding } from './client-secret-encoding.js';

/** A stored hash of a client secret, read: of a kind that passwords have too, or `SHA256$<base64url>`, one SHA-256 of a generated secret. */
export type SecretHash = { readonly scheme: 'digest' } | StoredHash;

const DIGEST_PREFIX = 'SHA256$';
const DIGEST = /^SHA256\$[\w-]{42}[AEIMQUYcgkosw048]$/;

/** Reads a hash; undefined when it is written in a way nobody here knows, or would cost more than is reasonable (ruling 64). What is read can be checked. */
export function readSecretHash(hash: string): SecretHash | undefined {
  return DIGEST.test(hash) ? { scheme: 'digest' } : readStoredHash(hash, MOST_WRITTEN_BCRYPT_ROUNDS);
}

/** Whether a hash takes longer to check than one from elsewhere may: bcrypt as the product writes it where it is told to. */
export function isCostlySecretHash(hash: string): boolean {
  const read = readSecretHash(hash);
  return read !== undefined && read.scheme !== 'digest' && readStoredHash(hash) === undefined;
}

/** Whether secrets with this encoding are as costly by the operator's own choice. */
export function isCostlyEncoding({ scheme, rounds }: SecretEncoding): boolean {
  return scheme === 'bcrypt' && rounds > MOST_BCRYPT_ROUNDS;
}

/** Whether checking this hash costs milliseconds, so that its result is worth remembering (ruling 64). */
export function isSlowSecretHash(hash: string): boolean {
  return !hash.startsWith(DIGEST_PREFIX);
}

/**
 * Hash for a generated secret of at least 128 random bits: one SHA-256, because guessing is hopeless and a machine's
 * token request must not pay for a slow hash.
 */
export function hashGeneratedSecret(secret: string): string {
  return DIGEST_PREFIX + sha256Base64Url(secret);
}
