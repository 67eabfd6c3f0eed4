import { clientSecretEncoding } from '#protocol/client/client-secret-encoding';
import { MOST_BCRYPT_ROUNDS, readArgon2id, type Argon2idCost } from '#protocol/slow-hash';
import { readStoredHash, type StoredHash } from '#protocol/stored-hash';

/** Cost of hashes made here: Argon2id (RFC 9106) with 19 MiB, two passes, one lane, the least OWASP recommends for interactive sign-in. */
export const ARGON2_COST = { memoryKib: 19_456, passes: 2, lanes: 1 } as const;

/** Longest password that is looked at (V-61): hashing cost must not be the visitor's to choose. */
export const LONGEST_PASSWORD_BYTES = 1_024;

/** How a stored hash is verified and whether it should be replaced at the next sign-in. */
export interface ReadPasswordHash {
  readonly stored: StoredHash;
  readonly outdated: boolean;
}

/**
 * Reads a stored or imported hash: Argon2id as a PHC string, and everything that client secrets may have (ruling 64). All are outdated but an
 * Argon2id that costs at least what ours does. Undefined for every other scheme and for costs beyond reason.
 * @param mostBcrypt the most rounds of bcrypt, as a binary logarithm: see {@link mostBcryptRounds}
 */
export function readPasswordHash(hash: string, mostBcrypt: number = MOST_BCRYPT_ROUNDS): ReadPasswordHash | undefined {
  const stored = readStoredHash(hash, mostBcrypt);
  if (stored === undefined) return undefined;
  const cost = readArgon2id(hash);
  return { stored, outdated: cost === undefined || isWeaker(cost) };
}

/**
 * The most rounds of bcrypt that a module reads, as a binary logarithm. An operator who has, or had, such hashes written has accepted what they cost.
 * @param encoding one of the documented names, such as `BCRYPT_16_ROUND`
 */
export function mostBcryptRounds(encoding: string): number {
  const { scheme, rounds } = clientSecretEncoding(encoding);
  return scheme === 'bcrypt' ? Math.max(MOST_BCRYPT_ROUNDS, rounds) : MOST_BCRYPT_ROUNDS;
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
