import type { Value } from '../value.js';
import type { Cursor } from './parsing.js';
import type { Operand } from './node.js';
import {
  additionNode,
  andNode,
  arithmeticNode,
  comparisonNode,
  conditionalNode,
  defaultNode,
  equalNode,
  negationNode,
  notNode,
  orNode,
} from './operators.js';
import { takeComparison } from './parse-inner.js';
import { parseSimple } from './parse-simple.js';
import { takeToken } from './read-token.js';

/**
 * A standard expression: simple ones such as `${…}` and literals, joined by operators. From the loosest to the closest: `? :`, `?:`, or, and, equality,
 * order, sums, products, negation.
 * @throws TemplateError `syntax`, `refused`, `limit`
 */
export function parseStandard(cursor: Cursor): Operand {
  return cursor.parsing.inside(cursor.at, () => parseConditional(cursor));
}

function parseConditional(cursor: Cursor): Operand {
  const condition = parseDefault(cursor);
  if (!cursor.take('?')) return condition;
  const yes = parseStandard(cursor);
  const no = cursor.take(':') ? parseStandard(cursor) : undefined;
  return other(conditionalNode(condition.node, yes.node, no?.node));
}

function parseDefault(cursor: Cursor): Operand {
  const value = parseOr(cursor);
  if (!cursor.take('?:')) return value;
  return other(defaultNode(value.node, parseStandard(cursor).node, isNull));
}

function isNull(value: Value): boolean {
  return value === null;
}

function parseOr(cursor: Cursor): Operand {
  let left = parseAnd(cursor);
  while (takeToken(cursor, 'or')) left = other(orNode(left.node, parseAnd(cursor).node));
  return left;
}

function parseAnd(cursor: Cursor): Operand {
  let left = parseEquality(cursor);
  while (takeToken(cursor, 'and')) left = other(andNode(left.node, parseEquality(cursor).node));
  return left;
}

function parseEquality(cursor: Cursor): Operand {
  let left = parseRelation(cursor);
  for (;;) {
    if (cursor.take('==') || takeToken(cursor, 'eq'))
      left = other(equalNode(left.node, parseRelation(cursor).node, true));
    else if (cursor.take('!=') || takeToken(cursor, 'neq') || takeToken(cursor, 'ne'))
      left = other(equalNode(left.node, parseRelation(cursor).node, false));
    else return left;
  }
}

function parseRelation(cursor: Cursor): Operand {
  const left = parseSum(cursor);
  const spot = cursor.parsing.spot(cursor.skipBlanks().at);
  const operator = takeComparison(cursor);
  return operator ? other(comparisonNode(operator, left.node, parseSum(cursor).node, spot)) : left;
}

function parseSum(cursor: Cursor): Operand {
  let left = parseProduct(cursor);
  for (;;) {
    const { at } = cursor.skipBlanks();
    if (cursor.take('+')) left = added(left, parseProduct(cursor));
    else if (cursor.take('-')) left = calculated(cursor, at, left, parseProduct(cursor));
    else return left;
  }
}

function added(left: Operand, right: Operand): Operand {
  const isText = left.kind !== 'other' || right.kind !== 'other';
  return { node: additionNode(left.node, right.node, isText), kind: isText ? 'text' : 'other' };
}

function parseProduct(cursor: Cursor): Operand {
  let left = parseUnary(cursor);
  for (;;) {
    const { at } = cursor.skipBlanks();
    const found =
      cursor.take('*') || cursor.take('/') || cursor.take('%') || takeToken(cursor, 'div') || takeToken(cursor, 'mod');
    if (!found) return left;
    left = calculated(cursor, at, left, parseUnary(cursor));
  }
}

const operatorAt = (text: string, at: number): '-' | '*' | '/' | '%' =>
  ({ d: '/', m: '%', '-': '-', '*': '*', '/': '/', '%': '%' })[text.charAt(at).toLowerCase()] as '-' | '*' | '/' | '%';

/** Words and texts are no numbers: where one is an operand this is no expression but a text such as `offer/one`. */
function calculated(cursor: Cursor, at: number, left: Operand, right: Operand): Operand {
  const operator = operatorAt(cursor.text, at);
  if (left.kind !== 'other' || right.kind !== 'other')
    cursor.parsing.fail(at, 'syntax', `“${operator}” takes numbers, no texts.`);
  return other(arithmeticNode(operator, left.node, right.node, cursor.parsing.spot(at)));
}

function parseUnary(cursor: Cursor): Operand {
  const { at } = cursor.skipBlanks();
  return cursor.parsing.inside(at, () => {
    if (cursor.take('!') || takeToken(cursor, 'not')) return other(notNode(parseUnary(cursor).node));
    if (isMinus(cursor)) return negated(cursor, at);
    return parseSimple(cursor);
  });
}

/** `-` before a word belongs to the word. */
function isMinus(cursor: Cursor): boolean {
  return (
    cursor.peek() === '-' && !/^-+[A-Za-z_]/.test(cursor.text.slice(cursor.at, Math.min(cursor.end, cursor.at + 20)))
  );
}

function negated(cursor: Cursor, at: number): Operand {
  cursor.expect('-');
  const operand = parseUnary(cursor);
  if (operand.kind !== 'other') cursor.parsing.fail(at, 'syntax', '“-” takes a number.');
  return other(negationNode(operand.node, cursor.parsing.spot(at)));
}

function other(node: Operand['node']): Operand {
  return { node, kind: 'other' };
}
