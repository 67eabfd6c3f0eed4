import { compareDecimals, decimalOf } from '../formats/decimal.js';
import { printed } from '../printed.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';

/** A new list in the natural order of numbers, dates and texts. Comparing costs steps. @throws TemplateError `value` for what has no order */
export function sorted(items: readonly Value[], scope: Scope): readonly Value[] {
  return [...items].sort((one, other) => compare(one, other, scope));
}

function compare(one: Value, other: Value, scope: Scope): number {
  scope.budget.spend();
  if (one === null || other === null) throw new TemplateError('value', 'A list with null in it cannot be sorted.');
  if (one instanceof Date && other instanceof Date) return one.getTime() - other.getTime();
  if (typeof one === 'number' || typeof other === 'number') return compareNumbers(one, other);
  const [left, right] = [printed(one, scope), printed(other, scope)];
  scope.budget.spend(Math.min(left.length, right.length) >> 6);
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareNumbers(one: Value, other: Value): number {
  const [left, right] = [decimalOf(one), decimalOf(other)];
  if (!left || !right) throw new TemplateError('value', 'Numbers and other values cannot be sorted together.');
  return compareDecimals(left, right);
}
