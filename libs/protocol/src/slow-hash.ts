/** What computing an Argon2id hash costs (RFC 9106 §3.1). */
export interface Argon2idCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

const ARGON2ID =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,6}),t=([1-9]\d{0,2}),p=([1-9]\d?)\$([A-Za-z0-9+/]{11,88})\$([A-Za-z0-9+/]{22,88})$/;
/** 16 bytes of salt and 23 of digest; the last character of each has bits to spare, which are zero, or nothing ever matches. */
const BCRYPT = /^\$2[aby]\$(\d{2})\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;
/** How all begin that are stored anywhere, with whatever variant, cost and length. */
const BEGINNINGS = [
  /^\$2[abxy]?\$\d\d\$/,
  /^\$argon2(?:id|i|d)?\$/,
  /^SHA256\$/,
  /^\$(?:bcrypt|pbkdf2|iterated)(?:-sha\d+)?\$/,
];

/** Kinds that other servers store and nobody here computes. A secret of somebody's own must not be one: each is told by its whole shape. */
const OTHER_KINDS = [
  // crypt(3): SHA-512, SHA-256, MD5, yescrypt
  /^\$6\$(?:rounds=\d+\$)?[./A-Za-z0-9]{0,16}\$[./A-Za-z0-9]{86}$/,
  /^\$5\$(?:rounds=\d+\$)?[./A-Za-z0-9]{0,16}\$[./A-Za-z0-9]{43}$/,
  /^\$(?:1|apr1)\$[./A-Za-z0-9]{0,8}\$[./A-Za-z0-9]{22}$/,
  /^\$g?y\$[./A-Za-z0-9]+\$[./A-Za-z0-9]+\$[./A-Za-z0-9]{43}$/,
  /^\{crypt\}\$[a-z0-9]+\$[^\s{}]{22,}$/i,
  // scrypt as passlib writes it; Werkzeug; Django
  /^\$scrypt\$ln=\d+,r=\d+,p=\d+\$[A-Za-z0-9+/]+={0,2}\$[A-Za-z0-9+/]{22,}={0,2}$/,
  /^(?:pbkdf2:[a-z0-9]+(?::\d+)?|scrypt:\d+:\d+:\d+)\$[^\s$]+\$[0-9a-f]{32,}$/,
  /^pbkdf2_sha\d+\$\d+\$[^\s$]+\$[A-Za-z0-9+/]{27,}={0,2}$/,
  // directories (RFC 2307) and Spring's encoders, base64 or hexadecimal
  /^\{(?:s?sha-?\d{0,3}|s?md[45])\}(?:\{[^\s{}]*\})?[A-Za-z0-9+/]{22,}={0,2}$/i,
  /^\{pbkdf2[\w@-]*\}(?:\d+\$[./A-Za-z0-9+=]+\$)?[./A-Za-z0-9+]{27,}={0,2}$/i,
  /^\{scrypt[\w@]*\}\$[0-9a-f]+\$[A-Za-z0-9+/]+={0,2}\$[A-Za-z0-9+/]{22,}={0,2}$/i,
  /^\{argon2[\w@]*\}\$argon2(?:id|i|d)\$/i,
];

/** The most that checking a hash from elsewhere may take, in milliseconds of one core: whoever gives one must not hold up all who sign in (F-35). */
export const MOST_HASH_MILLISECONDS = 1_024;
/** What holds beside it for Argon2id: 256 MiB at a time, 4 lanes. */
const MOST = { memoryKib: 262_144, lanes: 4 } as const;
const LEAST_BCRYPT_ROUNDS = 4;
/** The most that is asked of bcrypt elsewhere, as a binary logarithm of rounds. */
export const MOST_BCRYPT_ROUNDS = 14;

/** About how long one core takes, in milliseconds; `bcrypt` is told the binary logarithm of the rounds. */
export const hashMilliseconds = {
  argon2id: ({ memoryKib, passes }: Pick<Argon2idCost, 'memoryKib' | 'passes'>): number => (memoryKib * passes) / 512,
  bcrypt: (rounds: number): number => 2 ** (rounds - 4),
  'pbkdf2-sha256': (rounds: number): number => rounds / 1_000,
  'iterated-sha256': (rounds: number): number => rounds / 250,
} as const;

/**
 * The cost of an Argon2id hash written as a PHC string; undefined for anything else and for costs beyond reason (ruling 64). What is read can be
 * checked: numbers without zeros in front, and canonical base64.
 */
export function readArgon2id(hash: string): Argon2idCost | undefined {
  const [isHash, memory, time, parallelism, salt = '', key = ''] = ARGON2ID.exec(hash) ?? [];
  if (isHash === undefined || !isCanonicalBase64(salt) || !isCanonicalBase64(key)) return undefined;
  const [memoryKib, passes, lanes] = [Number(memory), Number(time), Number(parallelism)];
  const isTooLong = hashMilliseconds.argon2id({ memoryKib, passes }) > MOST_HASH_MILLISECONDS;
  const tooMuch = isTooLong || memoryKib > MOST.memoryKib || lanes > MOST.lanes;
  // RFC 9106 §3.1: at least 8 KiB a lane.
  return tooMuch || memoryKib < 8 * lanes ? undefined : { memoryKib, passes, lanes };
}

/** Base64 as PHC strings have it: without padding. */
export function phcBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** Whether a text is what {@link phcBase64} writes of some bytes: of a length that occurs, and without bits to spare that are set. */
export function isCanonicalBase64(text: string): boolean {
  return phcBase64(Buffer.from(text, 'base64')) === text;
}

/**
 * The binary logarithm of the rounds of a bcrypt hash with `$2a$`, `$2b$` or `$2y$`; undefined for anything else, for what is not canonical, and
 * beyond `most`.
 */
export function readBcrypt(hash: string, most: number = MOST_BCRYPT_ROUNDS): number | undefined {
  const rounds = Number(BCRYPT.exec(hash)?.[1] ?? Number.NaN);
  return rounds >= LEAST_BCRYPT_ROUNDS && rounds <= most ? rounds : undefined;
}

/**
 * The hash that a text is, without blanks around it and without what Spring puts before bcrypt strings; undefined for a text of its own. It is one
 * where it begins as hashes do, though perhaps it is damaged, or where it is a whole one of another kind: in what was made from another server's
 * database it is the hash, whatever the field is called, and never the secret itself.
 */
export function hashWithin(text: string): string | undefined {
  const hash = text.trim().replace(/^\{bcrypt\}(?=\$2)/i, '');
  return isHashOfOtherKind(hash) || BEGINNINGS.some((form) => form.test(hash)) ? hash : undefined;
}

/** Whether a text is plainly a whole hash of a kind that is never computed here. */
export function isHashOfOtherKind(text: string): boolean {
  const hash = text.trim();
  return OTHER_KINDS.some((form) => form.test(hash));
}
