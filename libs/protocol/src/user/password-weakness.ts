import { isSequence } from './password-sequence.js';

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly username: string;
  readonly email: string;
  readonly familyName: string;
  readonly givenName: string;
}

/** What a new password is held against. */
export interface PasswordComparison {
  readonly owner: PasswordOwner;
  /** Names that stand for the place, such as that of the organisation. */
  readonly words: readonly string[];
  /** Whether many people use it: told the password in lower case and compatibility form (NFKC). */
  readonly isCommon: (text: string) => boolean;
}

/** Why a password is among the first that somebody would try. */
export type PasswordWeakness = 'common' | 'own-name' | 'place-name' | 'sequence';

/** Characters around a common password, and around a name, that make it no harder to guess. */
const MOST_DECORATION = 4;
/** A shorter name stands in many a good password by chance. */
const LEAST_NAME = 3;
/** What people write for a letter. */
const STAND_INS: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'l', '+': 't' },
};
const STAND_IN = /[013457@$!|+]/g;

/**
 * Whether a password is one of the first that somebody would try, for a person who may have any other (A-16: no rules about kinds of characters).
 * Case and stand-ins such as `@` for `a` make no difference.
 */
export function passwordWeakness(password: string, comparison: PasswordComparison): PasswordWeakness | undefined {
  const { owner, words, isCommon } = comparison;
  const text = password.normalize('NFKC').toLowerCase().trim();
  if (isSequence(text) || isRepeatedAmongBlanks(text)) return 'sequence';
  if (spellings(text).some(isCommon)) return 'common';
  const isNamed = (names: readonly string[]): boolean => names.some((name) => consistsOf(text, name));
  if (isNamed(namesOf(owner))) return 'own-name';
  return isNamed(words) ? 'place-name' : undefined;
}

/** Blanks make a password long, and nothing else: of one letter among them the letter is left. */
function isRepeatedAmongBlanks(text: string): boolean {
  return new Set(text.replace(/\s+/gu, '')).size <= 1;
}

/** The text, what is left without a few digits and signs around it, and both with letters for their stand-ins. */
function spellings(text: string): readonly string[] {
  const core = text.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  // A stand-in may be the first or the last character.
  const tail = text.replace(/[^\p{L}@$]+$/u, '');
  const cores = [core, tail].filter((each) => each.length > LEAST_NAME && text.length - each.length <= MOST_DECORATION);
  return [text, ...cores].flatMap((each) => [each, withLetters(each)]);
}

function withLetters(text: string): string {
  return text.replaceAll(STAND_IN, (sign) => STAND_INS[sign] ?? sign);
}

function namesOf({ username, email, familyName, givenName }: PasswordOwner): readonly string[] {
  return [
    ...[username, email, email.split('@')[0] ?? ''],
    ...username.split(/[^\p{L}\p{N}]+/u),
    ...[familyName, givenName, givenName + familyName, familyName + givenName],
  ];
}

/** Whether a password is a name, once or more often, forwards or backwards, and little else. */
function consistsOf(password: string, name: string): boolean {
  const plain = lettersAndDigits(name.normalize('NFKC').toLowerCase());
  if (plain.length < LEAST_NAME) return false;
  const backwards = Array.from(plain).reverse().join('');
  const texts = [
    lettersAndDigits(password),
    lettersAndDigits(withLetters(password)),
    withLetters(lettersAndDigits(password)),
  ];
  return texts.some((text) => {
    if (!text.includes(plain) && !text.includes(backwards)) return false;
    return text.replaceAll(plain, '').replaceAll(backwards, '').length <= MOST_DECORATION;
  });
}

function lettersAndDigits(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
