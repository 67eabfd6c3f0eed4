import { readArgon2id, readBcrypt, type Argon2idCost } from '#protocol/slow-hash';

/** Cost of hashes made here: Argon2id (RFC 9106) with 19 MiB, two passes, one lane, the least OWASP recommends for interactive sign-in. */
export const ARGON2_COST = { memoryKib: 19_456, passes: 2, lanes: 1 } as const;

/** Longest password that is looked at (V-61): hashing cost must not be the visitor's to choose. */
export const LONGEST_PASSWORD_BYTES = 1_024;

/** bcrypt ignores what follows byte 72 (V-60). */
const LONGEST_BCRYPT_BYTES = 72;

/** How a stored hash is verified and whether it should be replaced at the next sign-in. */
export interface ReadHash {
  readonly scheme: 'argon2id' | 'bcrypt';
  readonly outdated: boolean;
}

/**
 * Reads a stored or imported hash: Argon2id as a PHC string, bcrypt with `$2a$`, `$2b$` or `$2y$` (ruling 64).
 * Undefined for every other scheme and for costs beyond reason.
 */
export function readPasswordHash(hash: string): ReadHash | undefined {
  const cost = readArgon2id(hash);
  if (cost !== undefined) return { scheme: 'argon2id', outdated: isWeaker(cost) };
  return readBcrypt(hash) === undefined ? undefined : { scheme: 'bcrypt', outdated: true };
}

function isWeaker({ memoryKib, passes }: Argon2idCost): boolean {
  return memoryKib < ARGON2_COST.memoryKib || passes < ARGON2_COST.passes;
}

/** Whether a password is short enough to be looked at: 1 to 1,024 bytes of UTF-8. */
export function isPasswordLengthAccepted(password: string): boolean {
  // A UTF-16 unit is at least one byte, so the cheap comparison saves encoding a megabyte.
  if (password.length === 0 || password.length > LONGEST_PASSWORD_BYTES) return false;
  return Buffer.byteLength(password, 'utf8') <= LONGEST_PASSWORD_BYTES;
}

/**
 * Whether a scheme compares every byte of this password. bcrypt does not beyond byte 72, and it repeats the key after a NUL, so that
 * `a` and `a\0a` are the same to it: such a password is refused rather than half compared (V-60).
 */
export function isComparedExactly(scheme: ReadHash['scheme'], password: string): boolean {
  if (scheme === 'argon2id') return true;
  return Buffer.byteLength(password, 'utf8') <= LONGEST_BCRYPT_BYTES && !password.includes('\0');
}
