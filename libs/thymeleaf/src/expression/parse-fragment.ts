import type { Position } from '../template-error.js';
import { FragmentValue, NoOperation, type Value } from '../value.js';
import type { Expression } from './expressions.js';
import type { Node } from './node.js';
import { parsedSource } from './parsed-source.js';
import type { Parsing } from './parsing.js';
import { parseFragmentBraces } from './parse-fragment-braces.js';
import { parseWhole } from './parse-literal-default.js';
import { closingBrace, findOutside, type Range, trimRange } from './scan.js';
import { SourceText, type Spot } from './source-text.js';
import { StandardExpression } from './standard-expression.js';

/**
 * What th:insert and th:replace hold: `template :: fragment(parameters)`, the same in `~{…}`, or an expression that gives a fragment. It gives a fragment,
 * null where an expression finds none, or nothing to do.
 * @throws TemplateError `syntax`, `refused`, `limit`; when evaluated `unknown` for a fragment that is named outright and is not there
 */
export function parseFragmentExpression(source: string, position: Position): Expression {
  return new StandardExpression(parsedSource(new SourceText(source, position), parseFragment));
}

function parseFragment(parsing: Parsing): Node {
  const { text } = parsing.source;
  const range = trimRange(text, { from: 0, end: text.length });
  const spot = parsing.spot(range.from);
  if (range.from === range.end) parsing.fail(0, 'syntax', 'The name of a fragment is missing.');
  const named = specifiedRange(text, range);
  if (named) return requiredNode(parseFragmentBraces(parsing, named, range.from), spot);
  const { node } = parseWhole(parsing, range);
  return (run) => checkFragment(node({ ...run, use: 'restricted' }), spot);
}

/** The specification itself, with or without its braces; undefined for an expression that only may give a fragment. */
function specifiedRange(text: string, range: Range): Range | undefined {
  if (text.startsWith('~{', range.from)) {
    const end = closingBrace(text, range.from + 2, range.end);
    return end === range.end - 1 ? { from: range.from + 2, end } : undefined;
  }
  const joins = findOutside(
    text,
    range.from,
    range.end,
    (at) => text.startsWith('~{', at) || text.startsWith('::', at),
  );
  return joins !== undefined && text.startsWith('~{', joins) ? undefined : range;
}

function requiredNode(node: Node, spot: Spot): Node {
  return (run) => {
    const found = checkFragment(node(run), spot);
    if (found === null) throw spot.failure('unknown', 'There is no such template or fragment.');
    return found;
  };
}

function checkFragment(value: Value, spot: Spot): Value {
  if (value === null || value instanceof FragmentValue || value instanceof NoOperation) return value;
  throw spot.failure('value', 'This gives no fragment: write ~{template :: fragment}.');
}
