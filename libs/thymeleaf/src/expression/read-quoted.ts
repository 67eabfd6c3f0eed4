import type { Cursor } from './parsing.js';

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/** A text of `${…}` in its quotes of either kind: a quote in it is doubled or has a backslash. @throws TemplateError `syntax` */
export function readQuoted(cursor: Cursor): string {
  const { at: from } = cursor;
  const quote = cursor.peek();
  cursor.parsing.token(from);
  const pieces: string[] = [];
  for (cursor.at += 1; cursor.at < cursor.end;) {
    const piece = cursor.peek() === quote ? readQuote(cursor, quote) : readPiece(cursor);
    if (piece === undefined) return pieces.join('');
    pieces.push(piece);
  }
  return cursor.parsing.fail(from, 'syntax', 'The text that begins here is not closed.');
}

/** A doubled quote is one quote; a single one ends the text. */
function readQuote(cursor: Cursor, quote: string): string | undefined {
  const isDoubled = cursor.peek(1) === quote;
  cursor.at += isDoubled ? 2 : 1;
  return isDoubled ? quote : undefined;
}

function readPiece(cursor: Cursor): string {
  const character = cursor.peek();
  cursor.at += 1;
  if (character !== '\\') return character;
  return readUnicode(cursor) ?? readEscape(cursor);
}

function readUnicode(cursor: Cursor): string | undefined {
  const found = /^u([0-9A-Fa-f]{4})/.exec(cursor.text.slice(cursor.at, Math.min(cursor.end, cursor.at + 5)));
  if (!found?.[1]) return undefined;
  cursor.at += 5;
  return String.fromCharCode(Number.parseInt(found[1], 16));
}

function readEscape(cursor: Cursor): string {
  const meant = escapes.get(cursor.peek());
  if (meant === undefined) return '\\';
  cursor.at += 1;
  return meant;
}
