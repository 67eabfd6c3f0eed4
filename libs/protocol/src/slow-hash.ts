/** What computing an Argon2id hash costs (RFC 9106 §3.1). */
export interface Argon2idCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

const ARGON2ID = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,88}\$[A-Za-z0-9+/]{22,88}$/;
const BCRYPT = /^\$2[aby]\$(\d{2})\$[./A-Za-z0-9]{53}$/;
/** Both, with whatever variant and cost. */
const WRITTEN_LIKE_ONE =
  /^(?:\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|\$argon2(?:id|i|d)(?:\$v=\d+)?\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+)$/;

/** The most an imported hash may cost, so that one of them cannot hold the threads that hash: 256 MiB, 10 passes, 4 lanes. */
const MOST: Argon2idCost = { memoryKib: 262_144, passes: 10, lanes: 4 };
const LEAST_BCRYPT_ROUNDS = 4;

/** The cost of an Argon2id hash written as a PHC string; undefined for anything else and for costs beyond reason (ruling 64). */
export function readArgon2id(hash: string): Argon2idCost | undefined {
  const [isHash, ...numbers] = ARGON2ID.exec(hash) ?? [];
  const [memoryKib = 0, passes = 0, lanes = 0] = numbers.map(Number);
  const tooMuch = memoryKib > MOST.memoryKib || passes > MOST.passes || lanes > MOST.lanes;
  // RFC 9106 §3.1: at least 8 KiB a lane, one pass, one lane.
  if (isHash === undefined || tooMuch || passes < 1 || lanes < 1 || memoryKib < 8 * lanes) return undefined;
  return { memoryKib, passes, lanes };
}

/** The binary logarithm of the rounds of a bcrypt hash with `$2a$`, `$2b$` or `$2y$`; undefined for anything else and beyond `most`. */
export function readBcrypt(hash: string, most: number): number | undefined {
  const rounds = Number(BCRYPT.exec(hash)?.[1] ?? Number.NaN);
  return rounds >= LEAST_BCRYPT_ROUNDS && rounds <= most ? rounds : undefined;
}

/**
 * Whether a text is a whole bcrypt or Argon2 string, though perhaps none that is computed here: in a file made from another server's database
 * it is the hash, whatever the field is called, and never the secret itself.
 */
export function isWrittenLikeHash(text: string): boolean {
  return WRITTEN_LIKE_ONE.test(text);
}
