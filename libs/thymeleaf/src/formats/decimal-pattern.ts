import { TemplateError } from '../template-error.js';
import type { Decimal } from './decimal.js';
import { maximalDigits } from './decimal.js';
import { numberSymbols, type NumberSymbols } from './number-symbols.js';
import { writeDecimal } from './written-decimal.js';

/** One side of a pattern of Java's DecimalFormat, such as `#,##0.00 'km'`. */
interface HalfPattern {
  readonly prefix: string;
  /** `#`, `0`, `,` and `.` as they were written. */
  readonly digits: string;
  readonly suffix: string;
  /** Powers of ten the number is multiplied by: 2 for `%`, 3 for `‰`. */
  readonly shift: number;
}

/** A number by a pattern such as `#,##0.00`, `0.0%` or `0;(0)`. @throws TemplateError `value` for a pattern that is none */
export function formatDecimalPattern(decimal: Decimal, pattern: string, locale: string): string {
  const symbols = numberSymbols(locale);
  const [positive, negative] = halves(pattern, symbols);
  const shifted = { ...decimal, scale: decimal.scale - positive.shift };
  const scaled = shifted.scale < 0 ? { units: decimal.units * 10n ** BigInt(-shifted.scale), scale: 0 } : shifted;
  const written = writeDecimal(scaled, writingOf(positive.digits, symbols));
  if (!written.negative) return positive.prefix + written.digits + positive.suffix;
  const around = negative ?? { prefix: symbols.minus + positive.prefix, suffix: positive.suffix };
  return around.prefix + written.digits + around.suffix;
}

function writingOf(digits: string, symbols: NumberSymbols) {
  const [integer = '', fraction = ''] = digits.split('.');
  const lastGroup = integer.lastIndexOf(',');
  return {
    minimumInteger: count(integer, '0'),
    minimumFraction: count(fraction, '0'),
    maximumFraction: fraction.length,
    group: lastGroup < 0 ? '' : symbols.group,
    groupSize: lastGroup < 0 ? 0 : integer.length - lastGroup - 1,
    decimal: symbols.decimal,
  };
}

const count = (text: string, character: string) => text.split(character).length - 1;

function halves(pattern: string, symbols: NumberSymbols): [HalfPattern, HalfPattern | undefined] {
  if (pattern.length > maximalDigits) throw wrongPattern();
  const reading = { pattern, at: 0, symbols };
  const positive = readHalf(reading);
  if (reading.at >= pattern.length) return [positive, undefined];
  reading.at += 1;
  const negative = readHalf(reading);
  if (reading.at < pattern.length) throw wrongPattern();
  return [positive, negative];
}

interface Reading {
  readonly pattern: string;
  readonly symbols: NumberSymbols;
  at: number;
}

function readHalf(reading: Reading): HalfPattern {
  const prefix = readAround(reading);
  const start = reading.at;
  while ('#0,.'.includes(reading.pattern.charAt(reading.at) || ' ')) reading.at += 1;
  const digits = reading.pattern.slice(start, reading.at);
  const suffix = readAround(reading);
  if (count(digits, '.') > 1 || !/[#0]/.test(digits) || !stops(reading)) throw wrongPattern();
  return { prefix: prefix.text, digits, suffix: suffix.text, shift: Math.max(prefix.shift, suffix.shift) };
}

const stops = ({ pattern, at }: Reading) => at >= pattern.length || pattern[at] === ';';

/** Text before or behind the digits: what is quoted stands for itself, `''` for a quote. */
function readAround(reading: Reading): { text: string; shift: number } {
  let text = '';
  let shift = 0;
  let quoted = false;
  for (; reading.at < reading.pattern.length; reading.at += 1) {
    const character = reading.pattern.charAt(reading.at);
    if (character === "'") {
      if (reading.pattern[reading.at + 1] === "'") text += reading.pattern.charAt(reading.at++);
      else quoted = !quoted;
    } else if (!quoted && '#0,.;'.includes(character)) break;
    else {
      shift = quoted ? shift : Math.max(shift, ['%', '\u2030'].indexOf(character) + 1);
      text += !quoted && character === '%' ? reading.symbols.percent : character;
    }
  }
  return { text, shift: shift === 0 ? 0 : shift + 1 };
}

function wrongPattern(): TemplateError {
  return new TemplateError('value', 'This is no pattern of numbers; take one such as #,##0.00.');
}
