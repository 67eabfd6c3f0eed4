/** Cost of hashes made here: Argon2id (RFC 9106) with 19 MiB, two passes, one lane, the least OWASP recommends for interactive sign-in. */
export const ARGON2_COST = { memoryKib: 19_456, passes: 2, lanes: 1 } as const;

/** Longest password that is looked at (V-61): hashing cost must not be the visitor's to choose. */
export const LONGEST_PASSWORD_BYTES = 1_024;

/** bcrypt ignores what follows byte 72 (V-60). */
const LONGEST_BCRYPT_BYTES = 72;
const ARGON2 = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,88}\$[A-Za-z0-9+/]{22,88}$/;
const BCRYPT = /^\$2[aby]\$(\d{2})\$[./A-Za-z0-9]{53}$/;

/** The most an imported hash may cost, so that one account cannot hold the hash queue: 256 MiB, 10 passes, 4 lanes, bcrypt 2^15. */
const MOST = { memoryKib: 262_144, passes: 10, lanes: 4, bcryptRounds: 15 } as const;
const LEAST_BCRYPT_ROUNDS = 4;

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
  const [argon2, memory, passes, lanes] = ARGON2.exec(hash) ?? [];
  if (argon2 !== undefined) return readArgon2(Number(memory), Number(passes), Number(lanes));
  const rounds = Number(BCRYPT.exec(hash)?.[1] ?? Number.NaN);
  return rounds >= LEAST_BCRYPT_ROUNDS && rounds <= MOST.bcryptRounds
    ? { scheme: 'bcrypt', outdated: true }
    : undefined;
}

function readArgon2(memoryKib: number, passes: number, lanes: number): ReadHash | undefined {
  const tooMuch = memoryKib > MOST.memoryKib || passes > MOST.passes || lanes > MOST.lanes;
  // RFC 9106 §3.1: at least 8 KiB a lane, one pass, one lane.
  if (tooMuch || passes < 1 || lanes < 1 || memoryKib < 8 * lanes) return undefined;
  const weaker = memoryKib < ARGON2_COST.memoryKib || passes < ARGON2_COST.passes;
  return { scheme: 'argon2id', outdated: weaker };
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
