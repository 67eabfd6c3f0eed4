import { cssValue } from '../escaping/css-value.js';
import { cssNumber, escapeCssIdentifier } from '../escaping/css.js';
import { printed, type Printing } from '../printed.js';
import type { Value } from '../value.js';
import { opensTag } from './opens-tag.js';
import type { Place } from './place.js';

const longestPlain = 24;

/** A value at a place of a style sheet: a number, a colour or a length as it is, other words a name; in literals and comments what it prints. */
export function inStyle(value: Value, place: Place, scope: Printing): string {
  const text = styleText(value, place, scope);
  return opensTag(place.before) ? text.replace(/^[A-Za-z!-]/, cssNumber) : text;
}

function styleText(value: Value, { kind, before }: Place, scope: Printing): string {
  const text = printed(value, scope);
  if (kind === 'address') return escapeCssIdentifier(text);
  if (kind !== 'value') return text.replace(/["'\\<>&/*]|[^ -~]/gu, cssNumber);
  return isPlain(text) && standsAlone(before) ? text : cssValue(value, scope);
}

/** `#fff`, `12px`, `1.5em`, `50%`: one token that is nothing else. */
function isPlain(text: string): boolean {
  return text.length <= longestPlain && /^(?:#[0-9A-Fa-f]{3,8}|[+-]?[0-9]*\.?[0-9]+(?:%|[A-Za-z]{1,4})?)$/.test(text);
}

/** Whether it would not go on with a name or number of the author's. */
function standsAlone(before: string): boolean {
  return !/(?:[\w\\#.@%+-]|[^ -~\s])$/.test(before);
}
