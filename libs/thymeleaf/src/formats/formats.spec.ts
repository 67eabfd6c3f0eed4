import fc from 'fast-check';
import { PRINTED, type Value } from '../value.js';
import {
  addDecimals,
  compareDecimals,
  decimalOf,
  decimalText,
  decimalValue,
  multiplyDecimals,
  type Decimal,
} from './decimal.js';
import { formatDate, type PatternKind } from './date-pattern.js';
import { fieldsOf, momentOf, utc } from './date-fields.js';
import { formatDateStyle } from './date-style.js';
import { formatDecimalPattern } from './decimal-pattern.js';

const moment = new Date('2026-03-03T11:05:09.007Z');
const paris = { locale: 'en-US', timeZone: 'Europe/Paris' };
const decimal = (value: Value) => decimalOf(value) ?? { units: -1n, scale: 0 };

describe('formatDate', () => {
  test.each<{ pattern: string; text: string; kind?: PatternKind; locale?: string; timeZone?: string }>([
    { pattern: 'yyyy-MM-dd HH:mm:ss.SSS', text: '2026-03-03 12:05:09.007' },
    { pattern: 'd/M/yy h:m:s K k a', text: '3/3/26 12:5:9 0 12 PM' },
    { pattern: 'EEE, EEEE dd MMM yyyy', text: 'Tue, Tuesday 03 Mar 2026' },
    { pattern: 'EEEE d MMMM yyyy', text: 'mardi 3 mars 2026', locale: 'fr' },
    { pattern: 'd MMMM, LLLL', text: '3 марта, март', locale: 'ru' },
    { pattern: "yyyy 'o''clock' ''", text: "2026 o'clock '" },
    { pattern: 'z Z ZZZZ X XX XXX', text: 'CET +0100 +0100 +01 +0100 +01:00' },
    { pattern: 'ZZZZ ZZZZZ XXX', text: 'GMT+01:00 +01:00 +01:00', kind: 'temporal' },
    { pattern: 'zzzz XXX', text: 'Coordinated Universal Time Z', timeZone: 'UTC' },
    { pattern: 'z', text: 'JST', timeZone: 'JST' },
    { pattern: 'z', text: 'PST', timeZone: 'America/Los_Angeles' },
    { pattern: 'D w W F u', text: '62 10 1 1 2' },
    { pattern: 'w YYYY e', text: '10 2026 2', locale: 'de-DE' },
    { pattern: 'u-Q S SSSSSS', text: '2026-1 0 007000', kind: 'temporal' },
    { pattern: 'S SS', text: '7 07' },
    { pattern: 'G', text: 'AD' },
  ])('$pattern in $locale', ({ pattern, text, kind = 'date', locale = 'en-US', timeZone = 'Europe/Paris' }) => {
    expect(formatDate(moment, pattern, { locale, timeZone }, kind)).toBe(text);
  });

  test.each(['yyyy p', "yyyy 'open", 'y'.repeat(201)])('refuses %s', (pattern) => {
    expect(() => formatDate(moment, pattern, paris)).toThrow('dd/MM/yyyy');
  });

  test('any pattern ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("yMdHEzZ'' -:")) }), (pattern) => {
        try {
          formatDate(moment, pattern, paris);
        } catch (error) {
          expect(error).toHaveProperty('fault', 'value');
        }
      }),
    );
  });
});

describe('fields of a date', () => {
  test.each(['Europe/Paris', 'America/Los_Angeles', 'Asia/Kolkata', 'UTC', '+02:00', 'GMT-3', 'PST'])(
    'come back in %s',
    (timeZone) => {
      fc.assert(
        fc.property(
          fc.date({ min: new Date(-50_000_000_000_000), max: new Date(50_000_000_000_000), noInvalidDate: true }),
          (date) => {
            const fields = fieldsOf(date, timeZone);

            expect(fieldsOf(new Date(momentOf(fields, timeZone)), timeZone)).toEqual(fields);
            expect(Math.abs(utc(fields) - date.getTime())).toBeLessThan(15 * 3_600_000);
          },
        ),
      );
    },
  );
});

describe('formatDateStyle', () => {
  test.each([
    ['en-US', 'March 3, 2026 at 12:05:09 PM CET'],
    ['fr', '3 mars 2026 à 12:05:09 CET'],
  ])('%s', (locale, text) => {
    expect(formatDateStyle(moment, { dateStyle: 'long', timeStyle: 'long' }, { ...paris, locale })).toBe(text);
  });
});

describe('formatDecimalPattern', () => {
  test.each<{ value: Value; pattern: string; text: string; locale?: string }>([
    { value: 1234567.891, pattern: '#,##0.00', text: '1,234,567.89' },
    { value: 1234567.891, pattern: '#,##0.00', text: '1.234.567,89', locale: 'de' },
    { value: 0.125, pattern: '0.00', text: '0.12' },
    { value: 0.135, pattern: '0.00', text: '0.14' },
    { value: 5, pattern: '000', text: '005' },
    { value: 5, pattern: '#.##', text: '5' },
    { value: 0, pattern: '#', text: '0' },
    { value: 0.5, pattern: '#.##', text: '.5' },
    { value: -5.5, pattern: '0.0', text: '-5.5' },
    { value: -5.5, pattern: '0.0;(0.0)', text: '(5.5)' },
    { value: 0.256, pattern: '0.0%', text: '25.6%' },
    { value: 0.256, pattern: '0‰', text: '256‰' },
    { value: 3, pattern: "0 'km''#'", text: "3 km'#" },
    { value: 3, pattern: "'%'0", text: '%3' },
    { value: -0.001, pattern: '0.0', text: '0.0' },
    { value: '25412315412312412312545213.1243', pattern: '#,##0.0', text: '25,412,315,412,312,412,312,545,213.1' },
  ])('$value by $pattern', ({ value, pattern, text, locale = 'en' }) => {
    expect(formatDecimalPattern(decimal(value), pattern, locale)).toBe(text);
  });

  test.each(['', 'abc', '0.0.0', '0x0', '0;0;0', '0'.repeat(401)])('refuses %s', (pattern) => {
    expect(() => formatDecimalPattern(decimal(1), pattern, 'en')).toThrow('#,##0.00');
  });
});

describe('decimals', () => {
  test.each<[Value, string | undefined]>([
    [2.5, '2.5'],
    ['2.50', '2.50'],
    ['-0012', '-12'],
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000'],
    [
      '25412315412312412312545213.1243541231123123124123125412312',
      '25412315412312412312545213.1243541231123123124123125412312',
    ],
    [{ [PRINTED]: '9.00' }, '9.00'],
    ['', undefined],
    ['1,5', undefined],
    ['1e999', undefined],
    ['9'.repeat(900), undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [true, undefined],
  ])('%p', (value, text) => {
    const found = decimalOf(value);

    expect(found && decimalText(found)).toBe(text);
  });

  test('a number where that prints the same', () => {
    expect(decimalValue(decimal('2.5'))).toBe(2.5);
    expect(decimalValue(decimal('2.50'))).toEqual({ [PRINTED]: '2.50' });
  });

  test('sums, products and order are exact', () => {
    const digits = fc.record({ units: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), scale: fc.nat(10) });
    const text = (value: Decimal) => Number(decimalText(value));

    expect(decimalText(addDecimals(decimal(0.1), decimal(0.2)))).toBe('0.3');
    expect(decimalText(multiplyDecimals(decimal(1.99), decimal(3)))).toBe('5.97');
    fc.assert(
      fc.property(digits, digits, (one, other) => {
        expect(addDecimals(one, other)).toEqual(addDecimals(other, one));
        expect(compareDecimals(one, other)).toBe(-compareDecimals(other, one) + 0);
        if (text(one) < text(other)) expect(compareDecimals(one, other)).toBe(-1);
      }),
    );
  });
});
