import {
  hashMilliseconds,
  isCanonicalBase64,
  MOST_BCRYPT_ROUNDS,
  MOST_HASH_MILLISECONDS,
  phcBase64,
  readArgon2id,
  readBcrypt,
} from './slow-hash.js';

/**
 * A stored hash of a password or of a secret that somebody chose, read. How it is written is in the string itself:
 *
 * - `$2b$12$…` (also `2a`, `2y`) — `bcrypt`, of a secret of at most 72 bytes
 * - `$bcrypt-sha256$v=2,t=2b,r=12$<salt>$<digest>` — of longer secrets: bcrypt of the base64 of HMAC-SHA-256 with the salt's text as key, as
 *   Python's passlib defines it
 * - `$argon2id$v=19$m=…,t=…,p=…$<salt>$<digest>`
 * - `$pbkdf2-sha256$i=<rounds>$<salt>$<digest>` and `$iterated-sha256$i=<rounds>$<salt>$<digest>` — PHC strings of our own, 32 bytes
 */
export type StoredHash =
  | { readonly scheme: 'bcrypt' | 'argon2id' }
  /** `bcrypt` is the bcrypt string of the digest, `salt` the key of the HMAC. */
  | { readonly scheme: 'bcrypt-sha256'; readonly salt: string; readonly bcrypt: string }
  | DerivedHash;

/** A hash whose key is derived round by round. */
export interface DerivedHash {
  readonly scheme: 'pbkdf2-sha256' | 'iterated-sha256';
  readonly rounds: number;
  readonly salt: Buffer;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** The most rounds of bcrypt that are read, as a binary logarithm: the product offers to write them, though a check takes several seconds. */
export const MOST_WRITTEN_BCRYPT_ROUNDS = 16;

const DERIVED = /^\$(pbkdf2-sha256|iterated-sha256)\$i=([1-9]\d{0,6})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43})$/;
const BCRYPT_SHA256 = /^\$bcrypt-sha256\$v=2,t=2b,r=([1-9]\d?)\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/;

/**
 * Reads a hash; undefined when it is written in a way nobody here knows, or would cost more than is reasonable (ruling 64). What is read can be checked.
 * @param mostBcrypt the most rounds of bcrypt, as a binary logarithm
 */
export function readStoredHash(hash: string, mostBcrypt: number = MOST_BCRYPT_ROUNDS): StoredHash | undefined {
  if (readArgon2id(hash) !== undefined) return { scheme: 'argon2id' };
  if (readBcrypt(hash, mostBcrypt) !== undefined) return { scheme: 'bcrypt' };
  return readBcryptSha256(hash, mostBcrypt) ?? readDerived(hash);
}

function readBcryptSha256(hash: string, mostBcrypt: number): StoredHash | undefined {
  const [, rounds = '', salt = '', digest = ''] = BCRYPT_SHA256.exec(hash) ?? [];
  const bcrypt = `$2b$${rounds.padStart(2, '0')}$${salt}${digest}`;
  return readBcrypt(bcrypt, mostBcrypt) === undefined ? undefined : { scheme: 'bcrypt-sha256', salt, bcrypt };
}

function readDerived(hash: string): DerivedHash | undefined {
  const [, name, digits, salt = '', key = ''] = DERIVED.exec(hash) ?? [];
  const scheme = name as DerivedHash['scheme'] | undefined;
  const rounds = Number(digits);
  if (scheme === undefined || hashMilliseconds[scheme](rounds) > MOST_HASH_MILLISECONDS) return undefined;
  if (!isCanonicalBase64(salt) || !isCanonicalBase64(key)) return undefined;
  return {
    scheme,
    rounds,
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}

/** Writes what {@link readStoredHash} reads. */
export function writeDerivedHash({ scheme, rounds, salt, key }: DerivedHash): string {
  return `$${scheme}$i=${String(rounds)}$${phcBase64(salt)}$${phcBase64(key)}`;
}

/** Writes the hash of a secret that is too long for bcrypt. @param bcrypt the bcrypt string of the digest */
export function writeBcryptSha256(bcrypt: string): string {
  return `$bcrypt-sha256$v=2,t=2b,r=${String(Number(bcrypt.slice(4, 6)))}$${bcrypt.slice(7, 29)}$${bcrypt.slice(29)}`;
}
