import { callNode, type Called, itemNode, selectedNode, type Step, variableNode } from './access.js';
import type { Cursor } from './parsing.js';
import { constantNode, literalNode, type Node } from './node.js';
import { isDigit } from './names.js';
import { argumentsNode } from './parse-arguments.js';
import { parseBraces } from './parse-collections.js';
import type { Root } from './parsing.js';
import { parseObject } from './parse-object.js';
import type { Parsed } from './parsed.js';
import { nextName, readName } from './read-name.js';
import { readNumber } from './read-number.js';
import { readQuoted } from './read-quoted.js';
import { refuseName } from './refused-names.js';

/** What a path begins with: a literal, a variable, an object, a list, a map, or something in parentheses. */
export function parsePrimary(cursor: Cursor, root: Root): Parsed {
  const character = cursor.skipBlanks().peek();
  if (character === "'" || character === '"') return { node: literalNode(readQuoted(cursor)) };
  if (isDigit(character) || (character === '.' && isDigit(cursor.peek(1))))
    return { node: constantNode(readNumber(cursor)) };
  if (character === '(') return { node: parseParenthesis(cursor, root) };
  if (character === '{') return { node: parseBraces(cursor, root) };
  if (character === '#') return parseObject(cursor, root);
  // An item of what the expression is about: *{[0].name}.
  if (character === '[' && root !== 'variables') return { node: rootNode(root) };
  refuseSigns(cursor);
  return parseName(cursor, root);
}

function parseParenthesis(cursor: Cursor, root: Root): Node {
  cursor.expect('(');
  const node = cursor.parsing.grammar.inner(cursor, root);
  cursor.expect(')');
  return node;
}

/** @throws TemplateError `refused` for what leads out of the page, `syntax` for another expression inside of this one */
function refuseSigns(cursor: Cursor): void {
  const { parsing, at } = cursor;
  if (cursor.peek() === '@') parsing.fail(at, 'refused', 'Access to beans and to static members by “@” is forbidden.');
  if (cursor.startsWith(':[')) parsing.fail(at, 'refused', 'Functions in expressions are forbidden.');
  if (cursor.startsWith('${') || cursor.startsWith('*{'))
    parsing.fail(at, 'syntax', 'Inside of ${…} variables are written without ${…}.');
}

/** In lower or upper case. */
const literals: ReadonlyMap<string, null | boolean> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

function parseName(cursor: Cursor, root: Root): Parsed {
  const at = cursor.at;
  refuseConstruction(cursor);
  const name = readName(cursor);
  if (name === '') cursor.unexpected('A value is missing here');
  const literal = literals.get(name.toLowerCase());
  if (literal !== undefined) return { node: constantNode(literal) };
  refuseName(cursor.parsing, at, name);
  const step: Step = { spot: cursor.parsing.spot(at), safe: false };
  if (cursor.peek() === '(') return parseRootCall(cursor, root, name, step);
  return parseRootName(cursor, root, name, step);
}

/** @throws TemplateError `refused` */
function refuseConstruction(cursor: Cursor): void {
  const { parsing, at } = cursor;
  const name = nextName(cursor);
  if (
    name === 'T' &&
    cursor.text
      .slice(at + 1, cursor.end)
      .trimStart()
      .startsWith('(')
  )
    parsing.fail(at, 'refused', 'Access to Java classes by T(…) is forbidden.');
  const isNew =
    name.toLowerCase() === 'new' && /^\s+[A-Za-z_]/.test(cursor.text.slice(at + 3, Math.min(cursor.end, at + 80)));
  if (isNew) parsing.fail(at, 'refused', 'Making objects by “new” is forbidden.');
}

function parseRootName(cursor: Cursor, root: Root, name: string, step: Step): Parsed {
  const at = cursor.at - name.length;
  if (root === 'item') return { node: itemNode(name, step) };
  if (root === 'selected') return { node: selectedNode(name, step), read: cursor.parsing.read('selected', name, at) };
  return { node: variableNode(name, step.spot), read: cursor.parsing.read('variables', name, at) };
}

/** `name(…)`: a method of what the expression is about. */
function parseRootCall(cursor: Cursor, root: Root, name: string, step: Step): Parsed {
  if (root === 'variables') cursor.unexpected(`There is no function ${name}()`);
  const called: Called = { name, given: argumentsNode(cursor, root) };
  return { node: callNode(rootNode(root), called, step) };
}

function rootNode(root: Root): Node {
  if (root === 'item') return (run) => run.item ?? null;
  return (run) => run.scope.selected ?? run.scope.variables();
}
