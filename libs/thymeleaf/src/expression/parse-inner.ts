import type { Value } from '../value.js';
import { membershipNode } from './collections.js';
import type { Cursor, Root } from './parsing.js';
import type { Node } from './node.js';
import {
  andNode,
  arithmeticNode,
  type Comparison,
  comparisonNode,
  conditionalNode,
  defaultNode,
  equalNode,
  innerAdditionNode,
  innerDivisionNode,
  negationNode,
  notNode,
  orNode,
} from './operators.js';
import { parsePath } from './parse-path.js';
import { nextName, takeWord } from './read-name.js';

/**
 * The expression inside of `${…}` and `*{…}`: what pages use of OGNL and of SpEL, in one grammar.
 * @throws TemplateError `syntax`, `refused`, `limit`
 */
export function parseInner(cursor: Cursor, root: Root): Node {
  return cursor.parsing.inside(cursor.at, () => parseConditional(cursor, root));
}

function parseConditional(cursor: Cursor, root: Root): Node {
  const condition = parseOr(cursor, root);
  if (cursor.skipBlanks().startsWith('?:')) return parseElvis(cursor, root, condition);
  if (refuseAssignment(cursor).peek() !== '?') return condition;
  cursor.expect('?');
  const yes = parseInner(cursor, root);
  cursor.expect(':');
  return conditionalNode(condition, yes, parseInner(cursor, root));
}

function parseElvis(cursor: Cursor, root: Root, value: Node): Node {
  cursor.expect('?:');
  return defaultNode(value, parseInner(cursor, root), isMissing);
}

/** SpEL takes the empty text for missing as well. */
function isMissing(value: Value): boolean {
  return value === null || value === '';
}

function refuseAssignment(cursor: Cursor): Cursor {
  if (cursor.peek() === '=' && cursor.peek(1) !== '=')
    cursor.parsing.fail(cursor.at, 'refused', 'Expressions may not assign: compare by “==”.');
  return cursor;
}

function parseOr(cursor: Cursor, root: Root): Node {
  let left = parseAnd(cursor, root);
  while (cursor.take('||') || takeWord(cursor, 'or')) left = orNode(left, parseAnd(cursor, root));
  return left;
}

function parseAnd(cursor: Cursor, root: Root): Node {
  let left = parseEquality(cursor, root);
  while (cursor.take('&&') || takeWord(cursor, 'and')) left = andNode(left, parseEquality(cursor, root));
  return left;
}

function parseEquality(cursor: Cursor, root: Root): Node {
  let left = parseRelation(cursor, root);
  for (;;) {
    if (cursor.take('==') || takeWord(cursor, 'eq')) left = equalNode(left, parseRelation(cursor, root), true);
    else if (cursor.take('!=') || takeWord(cursor, 'ne', 'neq'))
      left = equalNode(left, parseRelation(cursor, root), false);
    else return left;
  }
}

function parseRelation(cursor: Cursor, root: Root): Node {
  const left = parseSum(cursor, root);
  const spot = cursor.parsing.spot(cursor.skipBlanks().at);
  refuseRelation(cursor);
  if (takeWord(cursor, 'in')) return membershipNode(left, parseSum(cursor, root));
  const operator = takeComparison(cursor);
  return operator ? comparisonNode(operator, left, parseSum(cursor, root), spot) : left;
}

/** Relations of SpEL that there are not, with what to write instead. */
const missingRelations: ReadonlyMap<string, string> = new Map([
  ['instanceof', '“instanceof” is not allowed in expressions: ask for a property, as in x.name != null.'],
  ['matches', '“matches” is not allowed in expressions: ask by contains(), startsWith() or endsWith().'],
  ['between', '“between” is not supported: write x ge 1 and x le 5.'],
]);

function refuseRelation(cursor: Cursor): void {
  const missing = missingRelations.get(nextName(cursor).toLowerCase());
  if (missing !== undefined) cursor.parsing.fail(cursor.at, 'refused', missing);
}

const comparisonWords: Readonly<Record<Comparison, readonly string[]>> = {
  '<=': ['le', 'lte'],
  '>=': ['ge', 'gte'],
  '<': ['lt'],
  '>': ['gt'],
};

export function takeComparison(cursor: Cursor): Comparison | undefined {
  const operators = Object.keys(comparisonWords) as Comparison[];
  return operators.find((operator) => cursor.take(operator) || takeWord(cursor, ...comparisonWords[operator]));
}

function parseSum(cursor: Cursor, root: Root): Node {
  let left = parseProduct(cursor, root);
  for (;;) {
    const spot = cursor.parsing.spot(cursor.skipBlanks().at);
    if (cursor.take('+')) left = innerAdditionNode(left, parseProduct(cursor, root));
    else if (cursor.take('-')) left = arithmeticNode('-', left, parseProduct(cursor, root), spot);
    else return left;
  }
}

function parseProduct(cursor: Cursor, root: Root): Node {
  let left = parseUnary(cursor, root);
  for (;;) {
    const spot = cursor.parsing.spot(cursor.skipBlanks().at);
    if (cursor.take('*')) left = arithmeticNode('*', left, parseUnary(cursor, root), spot);
    else if (cursor.take('/') || takeWord(cursor, 'div'))
      left = innerDivisionNode(left, parseUnary(cursor, root), spot);
    else if (cursor.take('%') || takeWord(cursor, 'mod'))
      left = arithmeticNode('%', left, parseUnary(cursor, root), spot);
    else return left;
  }
}

function parseUnary(cursor: Cursor, root: Root): Node {
  const at = cursor.skipBlanks().at;
  return cursor.parsing.inside(at, () => {
    if (!cursor.startsWith('!=') && (cursor.take('!') || takeWord(cursor, 'not')))
      return notNode(parseUnary(cursor, root));
    if (cursor.take('-')) return negationNode(parseUnary(cursor, root), cursor.parsing.spot(at));
    if (cursor.take('+')) return parseUnary(cursor, root);
    return parsePath(cursor, root);
  });
}
