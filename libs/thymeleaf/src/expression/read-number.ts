import { decimalOf, decimalValue } from '../formats/decimal.js';
import type { Value } from '../value.js';
import type { Cursor } from './parsing.js';
import { isDigit, isNameStart } from './names.js';

/** A number as it is written: `12`, `1.50`, and with Java's endings `12L`, `1.5f`. */
export function readNumber(cursor: Cursor): Value {
  const from = cursor.at;
  readDigits(cursor);
  if (cursor.peek() === '.' && isDigit(cursor.peek(1))) {
    cursor.at += 1;
    readDigits(cursor);
  }
  const number = decimalOf(cursor.text.slice(from, cursor.at).replace(/^\./, '0.'));
  cursor.parsing.token(from);
  if (/^[lLfFdDbBhH]$/.test(cursor.peek()) && !isNameStart(cursor.peek(1))) cursor.at += 1;
  if (isNameStart(cursor.peek()) || !number) cursor.unexpected('This is no number');
  return decimalValue(number);
}

function readDigits(cursor: Cursor): void {
  while (isDigit(cursor.peek())) cursor.at += 1;
}
