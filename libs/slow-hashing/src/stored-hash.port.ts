import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DerivedHash, StoredHash } from '#protocol/stored-hash';
import type { HashSlot } from './slow-hashing.port.js';

/** Bytes bcrypt looks at; it would cut a longer secret silently (V-60). */
const BCRYPT_MOST_BYTES = 72;

/** A stored hash as text and read, and what is presented for it. */
export interface PresentedForHash {
  readonly hash: string;
  readonly read: StoredHash;
  readonly secret: string;
}

/** Whether what is presented is what the hash was made of. Costs nothing where {@link isComparedExactly} says no. */
export async function fitsStoredHash(slot: HashSlot, { hash, read, secret }: PresentedForHash): Promise<boolean> {
  if (!isComparedExactly(read.scheme, secret)) return false;
  switch (read.scheme) {
    case 'argon2id':
      return (await slot.run({ kind: 'verify-argon2id', secret, hash })) === true;
    case 'bcrypt':
      return (await slot.run({ kind: 'verify-bcrypt', secret, hash })) === true;
    case 'bcrypt-sha256': {
      const digest = digestForBcrypt(secret, read.salt);
      return (await slot.run({ kind: 'verify-bcrypt', secret: digest, hash: read.bcrypt })) === true;
    }
    default:
      return timingSafeEqual(await derivedKey(slot, secret, read), read.key);
  }
}

/**
 * Whether a scheme compares every byte of this secret. bcrypt does not beyond byte 72, and it repeats the key after a NUL, so that
 * `a` and `a\0a` are the same to it: such a secret is refused rather than half compared (V-60).
 */
export function isComparedExactly(scheme: StoredHash['scheme'], secret: string): boolean {
  if (scheme !== 'bcrypt') return true;
  return Buffer.byteLength(secret, 'utf8') <= BCRYPT_MOST_BYTES && !secret.includes('\0');
}

/** The 32 bytes that a derived hash of the secret would have. */
export async function derivedKey(
  slot: HashSlot,
  secret: string,
  { scheme, salt, rounds }: Omit<DerivedHash, 'key'>,
): Promise<Buffer> {
  return Buffer.from(String(await slot.run({ kind: scheme, secret, salt, rounds })), 'base64');
}

/** 44 characters that stand for a secret of any length. */
export function digestForBcrypt(secret: string, salt: string): string {
  return createHmac('sha256', salt).update(secret).digest('base64');
}
