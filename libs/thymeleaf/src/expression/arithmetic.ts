import {
  addDecimals,
  type Decimal,
  decimalOf,
  decimalValue,
  multiplyDecimals,
  roundDecimal,
} from '../formats/decimal.js';
import type { Value } from '../value.js';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/** What Java's BigDecimal would give; undefined for a division by zero. Whole numbers of JavaScript take the short way. */
export function calculate(
  operator: ArithmeticOperator,
  left: Decimal | number,
  right: Decimal | number,
): Value | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    const quick = calculateWhole(operator, left, right);
    if (quick !== undefined) return quick;
  }
  const result = calculateExactly(operator, asDecimal(left), asDecimal(right));
  return result && decimalValue(result);
}

/** As `${…}` divides: whole numbers give a whole number. */
export function divideWhole(left: number, right: number): number | undefined {
  return right === 0 ? undefined : Math.trunc(left / right);
}

/** A number as it is where it is a whole one, else exactly; undefined where it is none. */
export function numberOf(value: Value): Decimal | number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : decimalOf(value);
}

function calculateWhole(operator: ArithmeticOperator, left: number, right: number): number | undefined {
  const result = wholeResult(operator, left, right);
  return result !== undefined && Number.isSafeInteger(result) ? result : undefined;
}

function wholeResult(operator: ArithmeticOperator, left: number, right: number): number | undefined {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right + 0;
  if (right === 0) return undefined;
  return operator === '/' ? left / right : (left % right) + 0;
}

function calculateExactly(operator: ArithmeticOperator, left: Decimal, right: Decimal): Decimal | undefined {
  if (operator === '+') return addDecimals(left, right);
  if (operator === '-') return addDecimals(left, { units: -right.units, scale: right.scale });
  if (operator === '*') return multiplyDecimals(left, right);
  if (right.units === 0n) return undefined;
  return operator === '/' ? divide(left, right) : remainder(left, right);
}

function asDecimal(number: Decimal | number): Decimal {
  return typeof number === 'number' ? { units: BigInt(number), scale: 0 } : number;
}

/** Exactly where the result ends, else with as many digits as the longer operand has behind its point, ten at least, halves going up. */
function divide(left: Decimal, right: Decimal): Decimal {
  return divideExactly(left, right) ?? divideRounded(left, right, Math.max(left.scale, right.scale, 10));
}

/** A quotient ends where its reduced denominator has no other factors than 2 and 5; tried up to 30 digits, more than a page shows. */
function divideExactly(left: Decimal, right: Decimal): Decimal | undefined {
  const wanted = Math.max(left.scale - right.scale, 0);
  const digits = wanted + 30;
  const shift = digits - left.scale + right.scale;
  const scaled = left.units * 10n ** BigInt(shift);
  if (scaled % right.units !== 0n) return undefined;
  return withoutZeros({ units: scaled / right.units, scale: digits }, wanted);
}

function withoutZeros(decimal: Decimal, wanted: number): Decimal {
  let { units, scale } = decimal;
  while (scale > wanted && units % 10n === 0n) [units, scale] = [units / 10n, scale - 1];
  return { units, scale };
}

function divideRounded(left: Decimal, right: Decimal, scale: number): Decimal {
  const shift = scale + 1 - left.scale + right.scale;
  const units = (left.units * 10n ** BigInt(Math.max(shift, 0))) / right.units;
  return roundHalfUp({ units, scale: scale + 1 }, scale);
}

/** `decimal` has one digit too many; halves go away from zero. */
function roundHalfUp(decimal: Decimal, scale: number): Decimal {
  const away = decimal.units < 0n ? -5n : 5n;
  return { units: (decimal.units + away) / 10n, scale };
}

function remainder(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  const [one, other] = [roundDecimal(left, scale), roundDecimal(right, scale)];
  const units = (one.units * 10n ** BigInt(scale - one.scale)) % (other.units * 10n ** BigInt(scale - other.scale));
  return { units, scale };
}
