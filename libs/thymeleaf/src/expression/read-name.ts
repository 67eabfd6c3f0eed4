import type { Cursor } from './parsing.js';
import { isNamePart, isNameStart } from './names.js';

/** A name where one is next, else ''. */
export function readName(cursor: Cursor): string {
  if (!isNameStart(cursor.peek())) return '';
  const from = cursor.at;
  while (isNamePart(cursor.peek())) cursor.at += 1;
  cursor.parsing.token(from);
  return cursor.text.slice(from, cursor.at);
}

/** The name that is next without going past it. */
export function nextName(cursor: Cursor): string {
  if (!isNameStart(cursor.peek())) return '';
  let length = 1;
  while (isNamePart(cursor.peek(length))) length += 1;
  return cursor.text.slice(cursor.at, cursor.at + length);
}

/** Goes past the word, in lower or upper case, where it is next as a whole, blanks before it aside. */
export function takeWord(cursor: Cursor, ...words: readonly string[]): boolean {
  const name = nextName(cursor.skipBlanks());
  if (!words.includes(name.toLowerCase())) return false;
  cursor.at += name.length;
  cursor.parsing.token(cursor.at);
  return true;
}
