import { addDecimals, decimalValue, roundDecimal, type Decimal } from '../formats/decimal.js';
import type { Scope } from '../scope.js';
import type { Value } from '../value.js';
import { givenDecimal, givenItems } from './given.js';
import type { Methods } from './over-items.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

function total(decimals: readonly Decimal[]): Decimal {
  return decimals.reduce(addDecimals, { units: 0n, scale: 0 });
}

/** Exact; null of an empty list. */
const aggregate =
  (make: (decimals: readonly Decimal[]) => Decimal): UtilityMethod =>
  (scope: Scope, items: Value = null) => {
    const decimals = givenItems(items, scope).map(givenDecimal);
    return decimals.length === 0 ? null : decimalValue(make(decimals));
  };

/** Digits of an average behind the point, where it does not come out even. */
const averageScale = 10;

function average(decimals: readonly Decimal[]): Decimal {
  const { units, scale } = total(decimals);
  const wanted = Math.max(scale, averageScale);
  const quotient = (units * 10n ** BigInt(wanted + 1 - scale)) / BigInt(decimals.length);
  return withoutZeros(roundDecimal({ units: quotient, scale: wanted + 1 }, wanted));
}

function withoutZeros(decimal: Decimal): Decimal {
  let { units, scale } = decimal;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return { units, scale };
}

/** `#aggregates`. */
export const aggregates: UtilityObject = new Map(
  Object.entries({ sum: aggregate(total), avg: aggregate(average) } satisfies Methods),
);
