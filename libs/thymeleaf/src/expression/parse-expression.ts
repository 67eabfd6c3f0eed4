import type { Position } from '../template-error.js';
import { defaultExpressionLimits, type ExpressionLimits } from './expression-limits.js';
import type { Expression } from './expressions.js';
import type { Node } from './node.js';
import { parsedSource } from './parsed-source.js';
import type { Parsing } from './parsing.js';
import { parseWhole } from './parse-literal-default.js';
import { SourceText } from './source-text.js';
import { StandardExpression } from './standard-expression.js';

/**
 * A standard expression, the value of most attributes. `position` is where the first character of the source stands.
 * @throws TemplateError `syntax`, `refused`, `limit`, each with its place
 */
export function parseExpression(
  source: string,
  position: Position,
  limits: ExpressionLimits = defaultExpressionLimits,
): Expression {
  return new StandardExpression(parsedSource(new SourceText(source, position), parseAll, limits));
}

/** The same for th:field: what stands in brackets is a key or a number, whether quoted or not, as in the paths that forms are bound by. */
export function parseFieldExpression(source: string, position: Position): Expression {
  const parse = (parsing: Parsing): Node => {
    parsing.keysAreWords = true;
    return parseAll(parsing);
  };
  return new StandardExpression(parsedSource(new SourceText(source, position), parse));
}

function parseAll(parsing: Parsing): Node {
  return parseWhole(parsing, { from: 0, end: parsing.source.text.length }).node;
}
