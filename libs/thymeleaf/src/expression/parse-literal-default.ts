import { Cursor } from './parsing.js';
import { literalNode, type Operand } from './node.js';
import type { Parsing } from './parsing.js';
import { type Range, trimRange } from './scan.js';

/** A range that is an expression, or else a text that means itself: names of templates, keys of messages, paths of links. */
export function parseOrLiteral(parsing: Parsing, given: Range): Operand {
  const range = trimRange(parsing.source.text, given);
  const parsed = parsing.attempt(() => parseWhole(parsing, range));
  if (parsed) return parsed;
  const literal = parsing.source.text.slice(range.from, range.end);
  return { node: literalNode(literal), kind: 'text', literal };
}

/** A range that is one expression. @throws TemplateError `syntax` where it is none, or more than one */
export function parseWhole(parsing: Parsing, range: Range): Operand {
  const cursor = new Cursor(parsing, range.from, range.end);
  const operand = cursor.parsing.grammar.standard(cursor);
  cursor.expectEnd();
  return operand;
}
