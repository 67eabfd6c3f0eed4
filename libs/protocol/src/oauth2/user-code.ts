import { createHmac, type KeyObject } from 'node:crypto';
import { randomLetters } from '../random.js';

/** Twenty consonants that are not mistaken for one another or for digits, and spell no words (RFC 8628 §6.1). */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const LENGTH = 8;
/** More than anybody types with separators. */
const LONGEST_TYPED = 64;

/**
 * A code for a person to type at another device: 20^8 of them, 34.6 bits. Enough only because a code lives for minutes, the number of live ones
 * is limited and wrong ones are counted: with 10,000 live codes and 100 guesses in ten minutes the odds are one in 25,000 (RFC 8628 §5.1).
 */
export function newUserCode(): string {
  return randomLetters(ALPHABET, LENGTH);
}

/** As it is shown: two groups of four, like `WDJB-MJHT`. */
export function formatUserCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** What a person typed, in any case and with any separators; undefined when it is no user code (RFC 8628 §6.1). */
export function readUserCode(typed: string | undefined): string | undefined {
  if (typed === undefined || typed.length > LONGEST_TYPED) return undefined;
  const letters = typed.toUpperCase().replaceAll(/[\s.\-_]/g, '');
  return letters.length === LENGTH && [...letters].every((letter) => ALPHABET.includes(letter)) ? letters : undefined;
}

/** What is stored in place of the code: a plain hash of so few letters could be turned back by trying them all. */
export function userCodeHash(key: KeyObject, moduleId: string, code: string): string {
  return createHmac('sha256', key).update(`user-code|${moduleId}|${code}`, 'utf8').digest('base64url');
}
