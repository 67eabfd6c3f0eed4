import type { Position } from '../template-error.js';
import type { Expression, Specification } from './expressions.js';
import { parsedSource } from './parsed-source.js';
import type { Parsing } from './parsing.js';
import { parseWhole } from './parse-literal-default.js';
import { variableName } from './parse-signature.js';
import { findOutside, splitAtCommas } from './scan.js';
import { SourceText } from './source-text.js';
import { expressionOf } from './standard-expression.js';

/** A loop: the names of its item and of its status, and what it walks over. */
export interface EachParts {
  readonly item: string;
  /** The item's name with `Stat` behind it where none is written. */
  readonly status: string;
  readonly iterated: Expression;
}

/** `item : ${items}` or `item, status : ${items}`. @throws TemplateError `syntax`, `refused`, `limit` */
export function parseEach(source: string, position: Position): Specification<EachParts> {
  return parsedSource(new SourceText(source, position), (parsing) => parseParts(parsing, position));
}

function parseParts(parsing: Parsing, position: Position): EachParts {
  const { text } = parsing.source;
  const colon = findOutside(text, 0, text.length, (at) => text[at] === ':');
  if (colon === undefined) parsing.fail(0, 'syntax', 'A loop is written as “item : ${items}”.');
  const names = splitAtCommas(text, { from: 0, end: colon }).map((piece) => variableName(parsing, piece));
  const [item = '', status = `${item}Stat`, more] = names;
  if (more !== undefined) parsing.fail(0, 'syntax', 'A loop has two names at most: its item and its status.');
  const { node } = parseWhole(parsing, { from: colon + 1, end: text.length });
  return {
    item,
    status,
    iterated: expressionOf(node, { source: parsing.source.excerpt(0, text.length), position, reads: parsing.reads }),
  };
}
