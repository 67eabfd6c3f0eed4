import { decimalDigits, roundDecimal, type Decimal } from './decimal.js';

/** How a number is written. */
export interface DecimalWriting {
  readonly minimumInteger: number;
  readonly minimumFraction: number;
  readonly maximumFraction: number;
  /** Between groups of digits before the point; '' = no groups. */
  readonly group: string;
  /** Digits of a group. */
  readonly groupSize: number;
  readonly decimal: string;
}

/** The digits without a sign, rounded to the even neighbour. */
export function writeDecimal(decimal: Decimal, writing: DecimalWriting): { digits: string; negative: boolean } {
  const rounded = roundDecimal(decimal, writing.maximumFraction);
  const { negative, whole, fraction } = decimalDigits(rounded);
  const significant = fraction.slice(0, lastDigit(fraction)).padEnd(writing.minimumFraction, '0');
  const integer = (whole === '0' ? '' : whole).padStart(writing.minimumInteger, '0');
  const shown = integer === '' && significant === '' ? '0' : integer;
  return { digits: grouped(shown, writing) + (significant && writing.decimal + significant), negative };
}

/** How many digits there are up to the last that is not 0. */
function lastDigit(fraction: string): number {
  let end = fraction.length;
  while (end > 0 && fraction[end - 1] === '0') end -= 1;
  return end;
}

function grouped(digits: string, { group, groupSize }: DecimalWriting): string {
  if (group === '' || groupSize <= 0) return digits;
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= groupSize)
    groups.unshift(digits.slice(Math.max(0, end - groupSize), end));
  return groups.join(group);
}
