import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { OwnPrefix } from './own-value.js';

/** 128 bits, the least a guessable value may have. */
const LEAST_BYTES = 16;

/**
 * A value nobody can guess: the prefix, by which secret scanners know it, and `bytes` random bytes as base64url without padding.
 * @throws RangeError — fewer than 16 bytes
 */
export function randomToken(prefix: OwnPrefix | 'app_' | '', bytes = 32): string {
  if (bytes < LEAST_BYTES) throw new RangeError(`A random token needs at least ${String(LEAST_BYTES)} bytes`);
  return prefix + randomBytes(bytes).toString('base64url');
}

/** Letters for a code that a person types, each as likely as any other. Too few to be a secret by themselves: guesses must be counted. */
export function randomLetters(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** Bytes that are not used twice: a nonce, a salt. Not a secret: those are tokens. */
export function randomNonce(bytes: number): Buffer {
  return randomBytes(bytes);
}

/** A random identifier (UUID version 4). It names things; it is not meant to be a secret. */
export function randomId(): string {
  return randomUUID();
}
