import { compareDecimals, type Decimal, decimalOf } from '../formats/decimal.js';
import type { Scope } from '../scope.js';
import { FragmentValue, NoOperation, PRINTED, type Value, type ValueRecord } from '../value.js';
import { plain } from './node.js';

const deepest = 64;

/** What comparing looks at: how much may still be done. */
type Comparing = Pick<Scope, 'budget'>;

/** The same within lists and maps. */
interface Within extends Comparing {
  readonly depth: number;
}

/**
 * Whether two values are the same: numbers by their size, also where one is written as a text; lists and maps by what they hold, each item of
 * which is a step. @throws TemplateError `limit`
 */
export function isEqual(one: Value, other: Value, scope: Comparing, depth = 0): boolean {
  const [left, right] = [standsFor(one), standsFor(other)];
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === 'string' && typeof right === 'string') return false;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  const numbers = bothNumbers(left, right);
  if (numbers) return compareDecimals(...numbers) === 0;
  return (
    depth < deepest &&
    typeof left === 'object' &&
    typeof right === 'object' &&
    isSameContent(left, right, { budget: scope.budget, depth })
  );
}

/** Negative, 0 or positive; undefined where they have no order. */
export function compareValues(one: Value, other: Value): number | undefined {
  const [left, right] = [standsFor(one), standsFor(other)];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  const numbers = bothNumbers(left, right);
  return numbers ? compareDecimals(...numbers) : undefined;
}

/** Numbers written as texts are compared as numbers. */
function compareTexts(left: string, right: string): number {
  const numbers = bothNumbers(left, right);
  if (numbers) return compareDecimals(...numbers);
  return left < right ? -1 : left > right ? 1 : 0;
}

function bothNumbers(left: Value, right: Value): readonly [Decimal, Decimal] | undefined {
  const one = decimalOf(left);
  const other = one && decimalOf(right);
  return other && [one, other];
}

/** A record that prints as a text, or markup, is compared as that text. */
function standsFor(given: Value): Value {
  if (typeof given !== 'object' || given === null) return given;
  const value = plain(given);
  if (typeof value === 'object' && value !== null && PRINTED in value) return value[PRINTED];
  return value;
}

function isSameContent(left: object, right: object, within: Within): boolean {
  if (isOpaque(left) || isOpaque(right)) return false;
  const [one, other] = [itemsWithin(left), itemsWithin(right)];
  if (one && other)
    return one.length === other.length && one.every((item, at) => isSameItem(item, other[at] ?? null, within));
  return !one && !other && isSameRecord(left as ValueRecord, right as ValueRecord, within);
}

function isSameItem(left: Value, right: Value, { budget, depth }: Within): boolean {
  budget.spend();
  return isEqual(left, right, { budget }, depth + 1);
}

function isSameRecord(left: ValueRecord, right: ValueRecord, within: Within): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && isSameItem(left[name] ?? null, right[name] ?? null, within),
  );
}

function itemsWithin(value: object): readonly Value[] | undefined {
  if (Array.isArray(value)) return value as readonly Value[];
  return value instanceof Set ? [...(value as Set<Value>)] : undefined;
}

function isOpaque(value: object): boolean {
  return value instanceof FragmentValue || value instanceof NoOperation || value instanceof Date;
}
