import { decimalOf, decimalText, type Decimal } from '../formats/decimal.js';
import { printed } from '../printed.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue, MarkupText, type Value, type ValueRecord } from '../value.js';

/** The text of what a method is given; reading it costs its length. @throws TemplateError `value` for null */
export function givenText(value: Value | undefined, scope: Scope): string {
  const text = textOrNull(value, scope);
  if (text === null) throw new TemplateError('value', 'A text is missing: it is null.');
  return text;
}

/** The same, null for null. */
export function textOrNull(value: Value | undefined, scope: Scope): string | null {
  if (value === undefined || value === null) return null;
  const text = printed(value, scope);
  scope.budget.spend(text.length >> 6);
  return text;
}

/** A text that was made, which may not be longer than a page. @throws TemplateError `limit` */
export function madeText(text: string, scope: Scope): string {
  scope.budget.build(text.length);
  return text;
}

/** A whole number; what stands behind the point is left out. @throws TemplateError `value` */
export function givenInteger(value: Value | undefined): number {
  const number = Math.trunc(Number(decimalText(givenDecimal(value))));
  if (Math.abs(number) > 0x7f_ff_ff_ff) throw new TemplateError('value', 'A number is too large to count with.');
  return number;
}

/** @throws TemplateError `value` for what is no number */
export function givenDecimal(value: Value | undefined): Decimal {
  const decimal = value === undefined ? undefined : decimalOf(value);
  if (!decimal) throw new TemplateError('value', 'A number is missing: there is something else, or nothing.');
  return decimal;
}

/** The items of a list or a set; looking at each is a step. @throws TemplateError `value` for what is neither */
export function givenItems(value: Value | undefined, { budget }: Scope): readonly Value[] {
  const isList = Array.isArray(value);
  if (!isList && !(value instanceof Set))
    throw new TemplateError('value', 'A list or a set is missing: there is something else, or null.');
  const items = value as readonly Value[] | ReadonlySet<Value>;
  budget.spend('size' in items ? items.size : items.length);
  return [...items];
}

/** A map. @throws TemplateError `value` for what is none */
export function givenRecord(value: Value | undefined, { budget }: Scope): ValueRecord {
  if (!isRecord(value)) throw new TemplateError('value', 'A map is missing: there is something else, or null.');
  budget.spend(Object.keys(value).length);
  return value;
}

export function isRecord(value: Value | undefined): value is ValueRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return ![Set, Date, MarkupText, FragmentValue].some((kind) => value instanceof kind);
}
