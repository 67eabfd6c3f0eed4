import { argumentsNode } from './parse-arguments.js';
import type { Parsed } from './parsed.js';
import { parsePrimary } from './parse-primary.js';
import { callNode, indexNode, propertyNode, type Step, wordNode } from './access.js';
import { type Selection, selectionNode } from './collections.js';
import type { Cursor } from './parsing.js';
import type { Root } from './parsing.js';
import { constantNode, type Node } from './node.js';
import { isNamePart, isNameStart } from './names.js';
import { propertyOfGetter } from './methods/call-method.js';
import type { GrowingRead } from './parsing.js';
import { readName } from './read-name.js';
import { isRefusedName, refuseName } from './refused-names.js';

/** A value with everything that follows it: `a.b?.c['d'][0].size().?[…]`. */
export function parsePath(cursor: Cursor, root: Root): Node {
  let parsed = parsePrimary(cursor, root);
  for (;;) {
    const next = parseStep(cursor, root, parsed);
    if (!next) return parsed.node;
    parsed = next;
  }
}

function parseStep(cursor: Cursor, root: Root, parsed: Parsed): Parsed | undefined {
  const at = cursor.skipBlanks().at;
  const safe = cursor.startsWith('?.');
  if (cursor.startsWith('[')) return parseIndex(cursor, root, parsed);
  if (!cursor.startsWith('.') && !safe) return undefined;
  cursor.at += safe ? 2 : 1;
  cursor.parsing.token(at);
  const step: Step = { spot: cursor.parsing.spot(at), safe };
  return parseSelection(cursor, parsed, step) ?? parseMember(cursor, root, parsed, step);
}

/** Characters of a key without quotes. */
const longestWord = 200;

const literalWords: ReadonlySet<string> = new Set(['null', 'true', 'false']);

const selections: readonly Selection[] = ['?', '^', '$', '!'];

/** `.?[…]` of SpEL and `.{? …}` of OGNL; without a sign in braces it is a projection. */
function parseSelection(cursor: Cursor, parsed: Parsed, step: Step): Parsed | undefined {
  const found = takeSelection(cursor.skipBlanks());
  if (!found) return undefined;
  const of = cursor.parsing.grammar.inner(cursor, 'item');
  cursor.expect(found.closing);
  return { node: selectionNode(parsed.node, { ...step, kind: found.kind, of }) };
}

function takeSelection(cursor: Cursor): { kind: Selection; closing: string } | undefined {
  const kind = selections.find((sign) => cursor.startsWith(`${sign}[`));
  if (kind) {
    cursor.at += 2;
    return { kind, closing: ']' };
  }
  if (!cursor.take('{')) return undefined;
  const sign = selections.find((each) => each !== '!' && cursor.startsWith(each));
  if (sign) cursor.at += 1;
  return { kind: sign ?? '!', closing: '}' };
}

function parseMember(cursor: Cursor, root: Root, parsed: Parsed, step: Step): Parsed {
  const at = cursor.skipBlanks().at;
  const name = readName(cursor);
  if (name === '') cursor.unexpected('A property or a method is missing here');
  refuseName(cursor.parsing, at, name);
  if (cursor.peek() === '(') return parseCall(cursor, root, { ...parsed, name }, step);
  return { node: propertyNode(parsed.node, name, step), read: grow(parsed.read, name) };
}

function parseCall(cursor: Cursor, root: Root, parsed: Parsed & { name: string }, step: Step): Parsed {
  const { node, read, name } = parsed;
  const given = argumentsNode(cursor, root);
  const property = given.length === 0 ? propertyOfGetter(name) : undefined;
  if (read && property !== undefined) grow(read, property);
  return { node: callNode(node, { name, given }, step), read: property === undefined ? undefined : read };
}

/** `[…]`: with a literal text it is a step of the path like `.name`. */
function parseIndex(cursor: Cursor, root: Root, parsed: Parsed): Parsed {
  const at = cursor.at;
  cursor.expect('[');
  const word = wordKey(cursor);
  if (word !== undefined && cursor.parsing.keysAreWords) return parseWordKey(cursor, parsed, { at, word });
  const literal = literalKey(cursor);
  if (literal !== undefined) refuseName(cursor.parsing, at, literal);
  const key = cursor.parsing.grammar.inner(cursor, root);
  cursor.expect(']');
  const step: Step = { spot: cursor.parsing.spot(at), safe: false };
  if (word !== undefined) return { node: wordNode(parsed.node, { word, key }, step) };
  const read = literal === undefined ? undefined : grow(parsed.read, literal);
  return { node: indexNode(parsed.node, key, step), read };
}

/** `[word]` in the path to a field. */
function parseWordKey(
  cursor: Cursor,
  { node, read }: Parsed,
  { at, word }: { readonly at: number; readonly word: string },
): Parsed {
  refuseName(cursor.parsing, at, word);
  cursor.at = cursor.text.indexOf(']', cursor.at);
  cursor.expect(']');
  const step: Step = { spot: cursor.parsing.spot(at), safe: false };
  return { node: indexNode(node, constantNode(word), step), read: grow(read, word) };
}

/** The word of `[word]`; undefined for a number, a literal and everything else that is more than a word. */
function wordKey(cursor: Cursor): string | undefined {
  const end = cursor.text.indexOf(']', cursor.skipBlanks().at);
  if (end < 0 || end >= cursor.end || end > cursor.at + longestWord) return undefined;
  const word = cursor.text.slice(cursor.at, end).trim();
  return cursor.parsing.keysAreWords ? plainKey(word) : nameKey(word);
}

/** A number is the position in a list. */
function plainKey(word: string): string | undefined {
  return /^[\w. -]+$/.test(word) && !/^[0-9]+$/.test(word) ? word : undefined;
}

function nameKey(word: string): string | undefined {
  const isName = word !== '' && isNameStart(word.charAt(0)) && [...word].every((each) => isNamePart(each));
  return isName && !literalWords.has(word.toLowerCase()) && !isRefusedName(word) ? word : undefined;
}

/** The text of `['text']`, where nothing but it stands in the brackets. */
function literalKey(cursor: Cursor): string | undefined {
  const quote = cursor.skipBlanks().peek();
  if (quote !== "'" && quote !== '"') return undefined;
  const end = cursor.text.indexOf(quote, cursor.at + 1);
  if (end < 0 || end >= cursor.end || cursor.text[end + 1] !== ']') return undefined;
  return cursor.text.slice(cursor.at + 1, end);
}

function grow(read: GrowingRead | undefined, name: string): GrowingRead | undefined {
  if (read) read.path += `.${name}`;
  return read;
}
