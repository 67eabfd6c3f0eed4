import { decimalOf, decimalValue } from '../formats/decimal.js';
import { NO_OPERATION } from '../value.js';
import type { Cursor } from './parsing.js';
import { isTokenPart } from './names.js';
import { constantNode, literalNode, type Operand } from './node.js';

/** Words of standard expressions that are operators. */
const operatorWords = new Set(['and', 'or', 'not', 'eq', 'ne', 'neq', 'gt', 'lt', 'ge', 'le', 'div', 'mod']);

/** Goes past the word, in lower or upper case, where it is next as a whole, blanks before it aside. */
export function takeToken(cursor: Cursor, word: string): boolean {
  cursor.skipBlanks();
  const found = cursor.text.slice(cursor.at, Math.min(cursor.end, cursor.at + word.length));
  if (found.toLowerCase() !== word || isTokenPart(cursor.peek(word.length))) return false;
  cursor.at += word.length;
  cursor.parsing.token(cursor.at);
  return true;
}

/** A number, `true`, `false`, `null`, `_`, or a bare word that means itself. @throws TemplateError `syntax` where nothing of these is next */
export function readToken(cursor: Cursor): Operand {
  const { at, text } = cursor;
  const run = text.slice(at, at + tokenLength(cursor));
  if (run === '') cursor.unexpected(cursor.atEnd ? 'The expression ends too early' : 'An expression is missing here');
  cursor.parsing.token(at);
  const word = isNumeric(run) ? numberAtStart(run) : run;
  cursor.at += word.length;
  if (operatorWords.has(word)) cursor.parsing.fail(at, 'syntax', `The operator “${word}” lacks what it joins.`);
  return operandOf(word);
}

function tokenLength(cursor: Cursor): number {
  let length = 0;
  while (isTokenPart(cursor.peek(length))) length += 1;
  return length;
}

/** `10-5` is a difference, `a-5` a word. */
function isNumeric(run: string): boolean {
  return /^[0-9.][0-9.-]*$/.test(run) && /[0-9]/.test(run);
}

function numberAtStart(run: string): string {
  const minus = run.indexOf('-');
  return minus < 0 ? run : run.slice(0, minus);
}

function operandOf(word: string): Operand {
  if (word === '_') return { node: constantNode(NO_OPERATION), kind: 'other' };
  const known = literalOf(word.toLowerCase());
  if (known !== undefined) return { node: constantNode(known), kind: 'other', literal: word };
  const number = /^[0-9]+(?:\.[0-9]+)?$/.test(word) ? decimalOf(word) : undefined;
  if (number) return { node: constantNode(decimalValue(number)), kind: 'other', literal: word };
  return { node: literalNode(word), kind: 'token', literal: word };
}

function literalOf(word: string): null | boolean | undefined {
  if (word === 'null') return null;
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}
