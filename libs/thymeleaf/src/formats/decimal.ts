import { PRINTED, type Value, type ValueRecord } from '../value.js';

/** An exact decimal number: `units` / 10^`scale`. Its scale is kept, so that 2.50 prints as it was written. */
export interface Decimal {
  readonly units: bigint;
  /** 0 to {@link maximalDigits}. */
  readonly scale: number;
}

/** Digits before and behind the point; more than any number of a page has. */
export const maximalDigits = 400;

/** The exact number of a JavaScript number, of a text, or of what stands for a text; undefined where it is none, or is too long. */
export function decimalOf(value: Value): Decimal | undefined {
  if (typeof value === 'number') return parseDecimal(String(value));
  if (typeof value === 'string') return parseDecimal(value);
  const stands = typeof value === 'object' && value !== null && PRINTED in value ? value[PRINTED] : undefined;
  return stands === undefined ? undefined : parseDecimal(stands);
}

function parseDecimal(text: string): Decimal | undefined {
  if (text.length > 2 * maximalDigits) return undefined;
  const found = /^([+-]?)([0-9]+)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?$/.exec(text);
  if (!found) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  if (scale > maximalDigits || whole.length - scale > maximalDigits) return undefined;
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

/** A JavaScript number where that prints the same, else a record that stands for the text of the number. */
export function decimalValue(decimal: Decimal): Value {
  const text = decimalText(decimal);
  const number = Number(text);
  if (String(number) === text) return number;
  return Object.freeze(Object.assign(Object.create(null) as ValueRecord, { [PRINTED]: text }));
}

/** Digits with a point, without an exponent. */
export function decimalText({ units, scale }: Decimal): string {
  const { negative, whole, fraction } = decimalDigits({ units, scale });
  return `${negative ? '-' : ''}${whole}${scale > 0 ? `.${fraction}` : ''}`;
}

/** The digits before and behind the point; `whole` is `0` below 1. */
export function decimalDigits({ units, scale }: Decimal): { negative: boolean; whole: string; fraction: string } {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return { negative, whole: digits.slice(0, point), fraction: digits.slice(point) };
}

export function addDecimals(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  return { units: unitsAt(one, scale) + unitsAt(other, scale), scale };
}

/** Rounded where its digits would be too many. */
export function multiplyDecimals(one: Decimal, other: Decimal): Decimal {
  return roundDecimal({ units: one.units * other.units, scale: one.scale + other.scale }, maximalDigits);
}

/** Negative, 0 or positive. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const scale = Math.max(one.scale, other.scale);
  const difference = unitsAt(one, scale) - unitsAt(other, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** With at most so many digits behind the point; the middle goes to the even neighbour, as Java has it. */
export function roundDecimal(decimal: Decimal, scale: number): Decimal {
  if (decimal.scale <= scale) return decimal;
  const divisor = 10n ** BigInt(decimal.scale - scale);
  const truncated = decimal.units / divisor;
  const rest = decimal.units % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > divisor || (twice === divisor && truncated % 2n !== 0n);
  return { units: truncated + (up ? (decimal.units < 0n ? -1n : 1n) : 0n), scale };
}

/** The units the number has at a scale that is not smaller than its own. */
function unitsAt({ units, scale }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}
