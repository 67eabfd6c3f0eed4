import { BoundedText } from '../bounded-text.js';
import { formatDate } from '../formats/date-pattern.js';
import { formatDateStyle, type DateStyle, type DateStyles } from '../formats/date-style.js';
import { decimalOf, decimalText, type Decimal } from '../formats/decimal.js';
import { formatDecimalPattern } from '../formats/decimal-pattern.js';
import { formatCurrency } from '../formats/currency.js';
import { zoneOf } from '../formats/zoned-date.js';
import { printed, type Printing } from '../printed.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import { chooseText } from './choice.js';
import { messageParts, type MessageArgument } from './message-pattern.js';

interface Formatting {
  readonly given: readonly Value[];
  readonly scope: Printing;
  /** Choices inside choices. */
  readonly depth: number;
}

const maximalDepth = 4;

/**
 * A message with its arguments, as java.text.MessageFormat has it in the language of the page. Arguments that are not given stay `{0}`.
 * @throws TemplateError `value` for a pattern that is none, or an argument of another kind than it wants; `limit`
 */
export function formatMessage(pattern: string, given: readonly Value[], scope: Printing): string {
  if (!pattern.includes('}') && !pattern.includes("'")) return pattern;
  return formatParts(pattern, { given, scope, depth: 0 });
}

/** A piece of a message: what its author wrote, or an argument. */
export interface MessagePiece {
  readonly text: string;
  readonly isArgument: boolean;
}

/** The same in its pieces. @throws TemplateError as {@link formatMessage} */
export function formatPieces(pattern: string, given: readonly Value[], scope: Printing): readonly MessagePiece[] {
  if (!pattern.includes('}') && !pattern.includes("'")) return [{ text: pattern, isArgument: false }];
  return messageParts(pattern).map((part) => {
    if (typeof part === 'string') return { text: part, isArgument: false };
    return { text: formatArgument(part, { given, scope, depth: 0 }), isArgument: true };
  });
}

function formatParts(pattern: string, formatting: Formatting): string {
  const text = new BoundedText(formatting.scope.budget);
  for (const part of messageParts(pattern))
    text.add(typeof part === 'string' ? part : formatArgument(part, formatting));
  return text.toString();
}

function formatArgument(argument: MessageArgument, formatting: Formatting): string {
  const { given, scope } = formatting;
  const value = given[argument.index];
  if (value === undefined) return `{${String(argument.index)}}`;
  if (value === null) return 'null';
  const write = kinds.get(argument.type);
  if (!write) throw new TemplateError('value', 'An argument of a message is number, date, time or choice.');
  return write(value, argument.style, { ...formatting, scope });
}

type Write = (value: Value, style: string, formatting: Formatting) => string;

/** Without a kind: numbers and dates as the language writes them, everything else as it prints. */
const anyValue: Write = (value, _, { scope }) => {
  if (typeof value === 'number') return localNumber(numberOf(value), '#,##0.###', scope);
  if (value instanceof Date) return styled(value, { dateStyle: 'short', timeStyle: 'short' }, scope);
  return printed(value, scope);
};

const numberStyles: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ '': '#,##0.###', integer: '#,##0', percent: '#,##0%' }),
]);

const number: Write = (value, style, { scope }) => {
  const name = style.trim();
  const decimal = numberOf(value);
  if (name === 'currency') return formatCurrency(decimal, scope.environment.locale);
  return localNumber(decimal, numberStyles.get(name) ?? style, scope);
};

const dateStyles: ReadonlyMap<string, DateStyle> = new Map([
  ...(['short', 'medium', 'long', 'full'] as const).map((name) => [name, name] as const),
  ['', 'medium'],
]);

const date =
  (part: keyof DateStyles): Write =>
  (value, style, { scope }) => {
    if (!(value instanceof Date))
      throw new TemplateError('value', 'A message wants a date where it is given something else.');
    const named = dateStyles.get(style.trim());
    if (named) return styled(value, { [part]: named }, scope);
    const { locale, timeZone } = scope.environment;
    return formatDate(value, style, { locale, timeZone: zoneOf(value, timeZone) });
  };

const choice: Write = (value, style, formatting) => {
  const depth = formatting.depth + 1;
  if (depth > maximalDepth) throw new TemplateError('limit', 'Choices of a message are inside one another too deep.');
  const text = chooseText(style, Number(decimalText(numberOf(value))));
  return text.includes('{') || text.includes("'") ? formatParts(text, { ...formatting, depth }) : text;
};

const kinds: ReadonlyMap<string, Write> = new Map<string, Write>([
  ...Object.entries({ '': anyValue, number, date: date('dateStyle'), time: date('timeStyle'), choice }),
]);

function numberOf(value: Value): Decimal {
  const decimal = decimalOf(value);
  if (!decimal) throw new TemplateError('value', 'A message wants a number where it is given something else.');
  return decimal;
}

function localNumber(decimal: Decimal, pattern: string, { environment }: Printing): string {
  return formatDecimalPattern(decimal, pattern, environment.locale);
}

function styled(value: Date, styles: DateStyles, { environment: { locale, timeZone } }: Printing): string {
  return formatDateStyle(value, styles, { locale, timeZone: zoneOf(value, timeZone) });
}
