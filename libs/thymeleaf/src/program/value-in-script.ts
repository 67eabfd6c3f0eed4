import { backslashEscape, unicodeEscape } from '../escaping/backslash-escapes.js';
import { javaScriptValue } from '../escaping/javascript-value.js';
import { printed, type Printing } from '../printed.js';
import { PRINTED, type Value } from '../value.js';
import { opensTag } from './opens-tag.js';
import type { LiteralForm, Place, PlaceKind } from './place.js';

type LiteralKind = Exclude<PlaceKind, 'value' | 'address'>;

/** What may neither end a literal or comment nor begin something in it, beside all that is not ASCII. */
const special: Readonly<Record<LiteralKind, RegExp>> = {
  string: /\\.|["'/<>&`]|[^ -~]/g,
  template: /\\.|["'/<>&`${}]|[^ -~]/g,
  comment: /\\.|["'/<>&`*]|[^ -~]/g,
  pattern: /\\.|[^A-Za-z0-9_ ]/g,
};

/** A value at a place of a script: in code a literal, in a literal what it prints. */
export function inScript(value: Value, place: Place, scope: Printing, form: LiteralForm): string {
  if (value === null && form === 'text') return '';
  if (place.kind === 'value') return literal(form === 'text' ? asText(value) : value, place, scope);
  const code = form === 'code' ? javaScriptValue(value, scope) : printed(value, scope).replaceAll('\\', '\\\\');
  return withinLiteral(code, place);
}

/** What stands for a text is the text, where the text of it is wanted. */
function asText(value: Value): Value {
  return typeof value === 'object' && value !== null && PRINTED in value ? value[PRINTED] : value;
}

/** None of what it holds could end a literal in other quotes, either. A sign stays one of its own. */
function literal(value: Value, { before }: Place, scope: Printing): string {
  const code = javaScriptValue(value, scope).replace(/['`]|\$(?=\{)/g, unicodeEscape);
  return code.startsWith('-') && /[-!<]$/.test(before) ? ` ${code}` : code;
}

/** Escapes that are there stay. What is empty still keeps what stands on both sides of it apart. */
function withinLiteral(code: string, { kind, before }: Place): string {
  if (code === '') return separatorAt(kind, before);
  const escape = kind === 'pattern' ? unicodeEscape : escapeUnit;
  const text = code.replace(special[kind as LiteralKind], (found) => (found.length > 1 ? found : escape(found)));
  return opensTag(before) ? text.replace(/^[A-Za-z!-]/, unicodeEscape) : text;
}

/** Nothing, in the way of each kind. */
function separatorAt(kind: PlaceKind, before: string): string {
  if (kind === 'comment') return ' ';
  if (kind === 'pattern' && before.endsWith('/')) return '(?:)';
  return kind === 'template' && before.endsWith('$') ? '\\\n' : '';
}

/** As JSON has it, too. */
function escapeUnit(unit: string): string {
  return unit === '/' ? '\\/' : backslashEscape(unit);
}
