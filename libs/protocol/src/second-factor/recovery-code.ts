import { randomLetters } from '../random.js';

/** Without what is taken for one another: i, l, o, 0, 1. Twelve of 31 are 59 bits. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;
const GROUP = 4;

/** So many are made at a time. */
const RECOVERY_CODES = 10;

/** New codes, each for one sign-in without the factor itself: `xxxx-xxxx-xxxx`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => grouped(randomLetters(ALPHABET, LENGTH)));
}

/** A code as it was typed, in its one spelling; undefined where it can be none. */
export function readRecoveryCode(typed: string): string | undefined {
  const letters = typed.length > 40 ? '' : typed.toLowerCase().replaceAll(/[\s-]/g, '');
  const isOne = letters.length === LENGTH && Array.from(letters).every((letter) => ALPHABET.includes(letter));
  return isOne ? grouped(letters) : undefined;
}

function grouped(letters: string): string {
  return (letters.match(new RegExp(`.{${String(GROUP)}}`, 'g')) ?? []).join('-');
}
