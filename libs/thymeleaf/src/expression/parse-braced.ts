import { escapeJavaScript } from '../escaping/javascript.js';
import { printed } from '../printed.js';
import { FragmentValue, NoOperation, type Value } from '../value.js';
import { makesPieces, type Node, type Run } from './node.js';
import { parseFragmentBraces } from './parse-fragment-braces.js';
import { parseLink } from './parse-link.js';
import { parseMessage } from './parse-message.js';
import type { Cursor, Root } from './parsing.js';
import { closingBrace, type Range } from './scan.js';
import type { Spot } from './source-text.js';

/** Whether one of `${`, `*{`, `#{`, `@{`, `~{` is next. */
export function isBraced(cursor: Cursor): boolean {
  return cursor.peek(1) === '{' && '$*#@~'.includes(cursor.peek());
}

/** One of `${…}`, `*{…}`, `#{…}`, `@{…}`, `~{…}`, whichever is next. */
export function parseBraced(cursor: Cursor): Node {
  const { at } = cursor;
  const sign = cursor.peek();
  cursor.parsing.token(at);
  cursor.at += 2;
  return cursor.parsing.inside(at, () => {
    if (sign === '$') return parseVariable(cursor, 'variables', at);
    if (sign === '*') return parseVariable(cursor, 'selected', at);
    return parseRange(cursor, sign, at);
  });
}

function parseVariable(cursor: Cursor, root: Root, at: number): Node {
  const isDouble = cursor.peek() === '{';
  const node = isDouble ? parseConverted(cursor, root) : cursor.parsing.grammar.inner(cursor, root);
  cursor.expect('}');
  return heldNode(node, cursor.parsing.spot(at));
}

/** `${{…}}` asks for a conversion, and there is none: the value is as it is. Braces may as well be those of a list. */
function parseConverted(cursor: Cursor, root: Root): Node {
  const { at } = cursor;
  const converted = cursor.parsing.attempt(() => {
    cursor.expect('{');
    const node = cursor.parsing.grammar.inner(cursor, root);
    cursor.expect('}');
    if (cursor.skipBlanks().peek() !== '}') cursor.unexpected('More than a conversion');
    return node;
  });
  if (converted) return converted;
  cursor.at = at;
  return cursor.parsing.grammar.inner(cursor, root);
}

function parseRange(cursor: Cursor, sign: string, at: number): Node {
  const { parsing } = cursor;
  const end = closingBrace(cursor.text, cursor.at, cursor.end);
  if (end === undefined) throw parsing.source.failure(at, 'syntax', `“${sign}{” is not closed by “}”.`);
  const range: Range = { from: cursor.at, end };
  cursor.at = end + 1;
  if (sign === '~') return parseFragmentBraces(parsing, range, at);
  return saidNode(sign === '#' ? parseMessage(parsing, range, at) : parseLink(parsing, range, at));
}

/** What `${…}` gives, held as strictly as the use of the expression asks for. */
function heldNode(node: Node, spot: Spot): Node {
  return (run) => {
    run.scope.budget.spend();
    const value = node(run);
    return run.use === 'handler' ? heldValue(run, value, spot) : value;
  };
}

/** In event handlers only what cannot be code: numbers and booleans, or texts that are told from the author's words. */
function heldValue(run: Run, value: Value, spot: Spot): Value {
  if (value === null || typeof value === 'number' || typeof value === 'boolean' || value instanceof NoOperation)
    return value;
  if (makesPieces(run)) return value;
  throw spot.failure(
    'refused',
    'In event handlers expressions may give numbers and booleans only: write texts as [[${…}]], or into data-* attributes that the script reads.',
  );
}

/** Messages and links in event handlers stand inside of texts of JavaScript. */
function saidNode(node: Node): Node {
  return (run) => (run.use === 'handler' && !makesPieces(run) ? escapedText(run, node(run)) : node(run));
}

function escapedText(run: Run, value: Value): Value {
  if (value instanceof FragmentValue) return value;
  const text = escapeJavaScript(printed(value, run.scope));
  run.scope.budget.build(text.length);
  return text;
}
