import { hash as bcryptHash, verify as bcryptVerify } from '@node-rs/bcrypt';
import { equalInConstantTime } from '#protocol/constant-time';
import { sha256Base64Url } from '#protocol/hash';

/** Bytes bcrypt looks at; a longer secret would be cut silently (V-60). */
const BCRYPT_MAX_BYTES = 72;
const FAST = 'SHA256$';

/** Whether checking this hash costs milliseconds, so that its result is worth remembering (ruling 64). */
export function isSlowHash(hash: string): boolean {
  return !hash.startsWith(FAST);
}

/**
 * Hash for a generated secret of at least 128 random bits: one SHA-256, because guessing is hopeless and a machine's
 * token request must not pay for a slow hash.
 */
export function hashGeneratedSecret(secret: string): string {
  return FAST + sha256Base64Url(secret);
}

/**
 * Hash for a secret that a person chose.
 * @param encoding the product's name, such as `BCRYPT_12_ROUND`
 * @throws RangeError when the secret is longer than bcrypt can tell apart
 */
export async function hashChosenSecret(secret: string, encoding: string): Promise<string> {
  if (Buffer.byteLength(secret) > BCRYPT_MAX_BYTES)
    throw new RangeError(`a secret stored with bcrypt may have at most ${BCRYPT_MAX_BYTES} bytes`);
  return bcryptHash(secret, { cost: Number(/^BCRYPT_(\d+)_ROUND$/.exec(encoding)?.[1] ?? 12) });
}

/** Whether a presented secret fits a stored hash; false for hashes of unknown form. */
export async function secretFits(secret: string, hash: string): Promise<boolean> {
  if (hash.startsWith(FAST)) return equalInConstantTime(hashGeneratedSecret(secret), hash);
  if (!/^\$2[aby]\$/.test(hash) || Buffer.byteLength(secret) > BCRYPT_MAX_BYTES) return false;
  return bcryptVerify(secret, hash);
}
