import type { Node } from './node.js';
import type { Parsing } from './parsing.js';
import { parseOrLiteral, parseWhole } from './parse-literal-default.js';
import { findOutside, type Range, trimRange } from './scan.js';

/** `name=value`; the value is undefined where there is only a name. */
export interface Assignment {
  readonly name: Node;
  /** The name where it is literal. */
  readonly literal?: string | undefined;
  readonly value: Node | undefined;
  readonly range: { readonly name: Range; readonly value: Range | undefined };
}

/** @throws TemplateError `syntax` */
export function parseAssignment(parsing: Parsing, given: Range): Assignment {
  const range = trimRange(parsing.source.text, given);
  if (range.from === range.end) parsing.fail(range.from, 'syntax', 'A name and a value are missing here.');
  const sign = equalsSign(parsing.source.text, range);
  const nameRange = { from: range.from, end: sign ?? range.end };
  const name = parseOrLiteral(parsing, nameRange);
  const valueRange = sign === undefined ? undefined : { from: sign + 1, end: range.end };
  const value = valueRange && parseWhole(parsing, valueRange).node;
  return { name: name.node, literal: name.literal, value, range: { name: nameRange, value: valueRange } };
}

/** Of the first `=` that is no part of a comparison. */
export function equalsSign(text: string, { from, end }: Range): number | undefined {
  return findOutside(
    text,
    from,
    end,
    (at) => text[at] === '=' && text[at + 1] !== '=' && !'=!<>'.includes(text[at - 1] ?? ' '),
  );
}
