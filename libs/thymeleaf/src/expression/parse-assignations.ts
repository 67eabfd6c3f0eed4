import type { Position } from '../template-error.js';
import type { Expression, ExpressionReads, Specification } from './expressions.js';
import { parseAssignment } from './parse-assignment.js';
import { parsedSource } from './parsed-source.js';
import type { Parsing } from './parsing.js';
import { type Range, splitAtCommas } from './scan.js';
import { SourceText } from './source-text.js';
import { expressionOf } from './standard-expression.js';

/** One assignation of th:with, th:attr and the like. */
export interface Assignation {
  /** A word, or an expression that gives one: to be printed. */
  readonly name: Expression;
  /** The name where it is literal. */
  readonly literalName: string | undefined;
  readonly value: Expression;
}

/** `name=value, name=value`. @throws TemplateError `syntax`, `refused`, `limit` */
export function parseAssignations(source: string, position: Position): Specification<readonly Assignation[]> {
  return parsedSource(new SourceText(source, position), (parsing) => {
    const all = { from: 0, end: parsing.source.text.length };
    return splitAtCommas(parsing.source.text, all).map((piece) => assignation(parsing, piece));
  });
}

function assignation(parsing: Parsing, piece: Range): Assignation {
  const { name, value, literal, range } = parseAssignment(parsing, piece);
  if (!value || !range.value) parsing.fail(piece.from, 'syntax', 'A value is missing: write “name=${value}”.');
  const written = (part: Range): Pick<Expression, 'source' | 'position' | 'reads'> => ({
    source: parsing.source.excerpt(part.from, part.end),
    position: parsing.positionAt(part.from),
    reads: readsWithin(parsing, part),
  });
  return {
    name: expressionOf(name, written(range.name)),
    literalName: literal,
    value: expressionOf(value, written(range.value)),
  };
}

/** What one part of the source reads: the others may be where its variables are not known yet. */
function readsWithin(parsing: Parsing, { from, end }: Range): ExpressionReads {
  const [first, last] = [parsing.positionAt(from), parsing.positionAt(end)];
  const isInside = ({ position }: { readonly position: Position }): boolean =>
    !isBefore(position, first) && isBefore(position, last);
  const { variables, selected, objects, messages, fragments } = parsing.reads;
  return {
    variables: variables.filter(isInside),
    selected: selected.filter(isInside),
    objects: objects.filter(isInside),
    messages: messages.filter(isInside),
    fragments: fragments.filter(isInside),
  };
}

function isBefore(one: Position, other: Position): boolean {
  return one.line === other.line ? one.column < other.column : one.line < other.line;
}
