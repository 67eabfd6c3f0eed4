import {
  hashMilliseconds,
  isCanonicalBase64,
  MOST_BCRYPT_ROUNDS,
  MOST_HASH_MILLISECONDS,
  phcBase64,
  readArgon2id,
  readBcrypt,
} from '../slow-hash.js';
import { sha256Base64Url } from '../hash.js';
import type { SecretEncoding } from './client-secret-encoding.js';

/**
 * A stored hash of a client secret, read. How it is written is in the string itself:
 *
 * - `SHA256$<base64url>` — `digest`: one SHA-256 of a generated secret
 * - `$2b$12$…` (also `2a`, `2y`) — `bcrypt`, of a secret of at most 72 bytes
 * - `$bcrypt-sha256$v=2,t=2b,r=12$<salt>$<digest>` — of longer secrets: bcrypt of the base64 of HMAC-SHA-256 with the salt's text as key, as
 *   Python's passlib defines it
 * - `$argon2id$v=19$m=…,t=…,p=…$<salt>$<digest>`
 * - `$pbkdf2-sha256$i=<rounds>$<salt>$<digest>` and `$iterated-sha256$i=<rounds>$<salt>$<digest>` — PHC strings of our own, 32 bytes
 */
export type SecretHash =
  | { readonly scheme: 'digest' }
  | { readonly scheme: 'bcrypt' | 'argon2id' }
  /** `bcrypt` is the bcrypt string of the digest, `salt` the key of the HMAC. */
  | { readonly scheme: 'bcrypt-sha256'; readonly salt: string; readonly bcrypt: string }
  | DerivedSecretHash;

/** A hash whose key is derived round by round. */
export interface DerivedSecretHash {
  readonly scheme: 'pbkdf2-sha256' | 'iterated-sha256';
  readonly rounds: number;
  readonly salt: Buffer;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** The most rounds of bcrypt that are read, as a binary logarithm: the product offers to write them, though a check takes several seconds. */
const MOST_WRITTEN_BCRYPT_ROUNDS = 16;

const DIGEST_PREFIX = 'SHA256$';
const DIGEST = /^SHA256\$[\w-]{42}[AEIMQUYcgkosw048]$/;
const DERIVED = /^\$(pbkdf2-sha256|iterated-sha256)\$i=([1-9]\d{0,6})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43})$/;
const BCRYPT_SHA256 = /^\$bcrypt-sha256\$v=2,t=2b,r=([1-9]\d?)\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/;

/** Reads a hash; undefined when it is written in a way nobody here knows, or would cost more than is reasonable (ruling 64). What is read can be checked. */
export function readSecretHash(hash: string): SecretHash | undefined {
  if (DIGEST.test(hash)) return { scheme: 'digest' };
  if (readArgon2id(hash) !== undefined) return { scheme: 'argon2id' };
  if (readBcrypt(hash, MOST_WRITTEN_BCRYPT_ROUNDS) !== undefined) return { scheme: 'bcrypt' };
  return readBcryptSha256(hash) ?? readDerived(hash);
}

/** Whether a hash takes longer to check than one from elsewhere may: bcrypt as the product writes it where it is told to. */
export function isCostlySecretHash(hash: string): boolean {
  const read = readSecretHash(hash);
  if (read?.scheme === 'bcrypt') return readBcrypt(hash) === undefined;
  return read?.scheme === 'bcrypt-sha256' && readBcrypt(read.bcrypt) === undefined;
}

/** Whether secrets with this encoding are as costly by the operator's own choice. */
export function isCostlyEncoding({ scheme, rounds }: SecretEncoding): boolean {
  return scheme === 'bcrypt' && rounds > MOST_BCRYPT_ROUNDS;
}

function readBcryptSha256(hash: string): SecretHash | undefined {
  const [, rounds = '', salt = '', digest = ''] = BCRYPT_SHA256.exec(hash) ?? [];
  const bcrypt = `$2b$${rounds.padStart(2, '0')}$${salt}${digest}`;
  return readBcrypt(bcrypt, MOST_WRITTEN_BCRYPT_ROUNDS) === undefined
    ? undefined
    : { scheme: 'bcrypt-sha256', salt, bcrypt };
}

function readDerived(hash: string): DerivedSecretHash | undefined {
  const [, name, digits, salt = '', key = ''] = DERIVED.exec(hash) ?? [];
  const scheme = name as DerivedSecretHash['scheme'] | undefined;
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

/** Writes what {@link readSecretHash} reads. */
export function writeDerivedHash({ scheme, rounds, salt, key }: DerivedSecretHash): string {
  return `$${scheme}$i=${String(rounds)}$${phcBase64(salt)}$${phcBase64(key)}`;
}

/** Writes the hash of a secret that is too long for bcrypt. @param bcrypt the bcrypt string of the digest */
export function writeBcryptSha256(bcrypt: string): string {
  return `$bcrypt-sha256$v=2,t=2b,r=${String(Number(bcrypt.slice(4, 6)))}$${bcrypt.slice(7, 29)}$${bcrypt.slice(29)}`;
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
