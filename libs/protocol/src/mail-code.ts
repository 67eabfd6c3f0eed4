import { sha256Base64Url } from './hash.js';
import { randomLetters } from './random.js';

const DIGITS = '0123456789';
const LENGTH = 6;

/** A code that a person copies from a mail: six digits, so that guesses must be counted. */
export function newMailCode(): string {
  return randomLetters(DIGITS, LENGTH);
}

/** The code as it was typed or pasted, without blanks and dashes; undefined where it is none. */
export function readMailCode(typed: string | undefined): string | undefined {
  const code = typed?.slice(0, 50).replaceAll(/[\s-]/g, '');
  return code !== undefined && /^\d{6}$/.test(code) ? code : undefined;
}

/**
 * What is stored of a code: a hash together with the handle that only the browser has, because there are too few codes to hide one in a hash of its own.
 */
export function mailCodeHash(handle: string, code: string): string {
  return sha256Base64Url(`${handle}.${code}`);
}
