import { randomLetters } from './random.js';

/** Letters and digits that are not mistaken for one another when read aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Enough that two do not meet in a log. */
const LETTERS = 10;

/** The number under which a failure is in the log and the audit log, and which a person can read out: `GH-4QZ7-K2MX-9B`. */
export function newReferenceNumber(): string {
  const letters = randomLetters(ALPHABET, LETTERS);
  return `GH-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}
