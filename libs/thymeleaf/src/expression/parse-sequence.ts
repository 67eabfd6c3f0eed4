import type { Position } from '../template-error.js';
import type { Expression, Specification } from './expressions.js';
import { parsedSource } from './parsed-source.js';
import { parseWhole } from './parse-literal-default.js';
import { splitAtCommas } from './scan.js';
import { SourceText } from './source-text.js';
import { expressionOf } from './standard-expression.js';

/** `${a}, ${b} == 1`: what th:assert holds. @throws TemplateError `syntax`, `refused`, `limit` */
export function parseSequence(source: string, position: Position): Specification<readonly Expression[]> {
  return parsedSource(new SourceText(source, position), (parsing) => {
    const { text } = parsing.source;
    return splitAtCommas(text, { from: 0, end: text.length }).map((piece) => {
      const written = {
        source: parsing.source.excerpt(piece.from, piece.end),
        position: parsing.positionAt(piece.from),
        reads: parsing.reads,
      };
      return expressionOf(parseWhole(parsing, piece).node, written);
    });
  });
}
