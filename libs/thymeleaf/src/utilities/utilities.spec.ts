import fc from 'fast-check';
import { templateScope } from '../../../../test/support/template-scope.js';
import { ZonedDate } from '../formats/zoned-date.js';
import { printed } from '../printed.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import { indexOfText, occurrences } from '../text-search.js';
import { ENTRIES, PRINTED, type Value } from '../value.js';
import { utilityObjects, utilityValue } from './utility-objects.js';

function call(scope: Scope, path: string, ...given: readonly Value[]): Value {
  const [object = '', name = ''] = path.split('.');
  const method = utilityObjects.get(object)?.get(name);
  if (!method) throw new Error(`There is no #${path}.`);
  return method(scope, ...given);
}

type Case = readonly [path: string, given: readonly Value[], value: Value];

const moment = new Date('2026-03-03T11:05:09.007Z');
const set = (...items: readonly Value[]) => new Set(items);

describe('utility objects', () => {
  test.each<Case>([
    ['strings.toString', [12], '12'],
    ['strings.toString', [null], null],
    ['strings.arrayToString', [[1, null]], ['1', null]],
    ['strings.setToString', [set(1, 2)], set('1', '2')],
    ['strings.listTrim', [null], null],
    ['strings.abbreviate', ['abcdefgh', 6], 'abc...'],
    ['strings.abbreviate', ['abc', 3], 'abc'],
    ['strings.equals', [null, null], true],
    ['strings.equals', ['a', null], false],
    ['strings.equals', [1, '1'], true],
    ['strings.equalsIgnoreCase', ['Straße', 'STRASSE'], true],
    ['strings.contains', ['abc', 'bc'], true],
    ['strings.containsIgnoreCase', ['aBc', 'BC'], true],
    ['strings.listStartsWith', [['ab', 'ba'], 'a'], [true, false]],
    ['strings.endsWith', ['abc', 'bc'], true],
    ['strings.substring', ['abcd', 1, 3], 'bc'],
    ['strings.substring', ['abcd', 1], 'bcd'],
    ['strings.substringAfter', ['a=b=c', '='], 'b=c'],
    ['strings.substringBefore', ['a=b=c', '='], 'a'],
    ['strings.substringBefore', ['abc', '='], null],
    ['strings.prepend', ['b', 'a'], 'ab'],
    ['strings.append', ['a', 'b'], 'ab'],
    ['strings.append', [null, 'b'], null],
    ['strings.repeat', ['ab', 3], 'ababab'],
    ['strings.concat', ['a', null, 1], 'a1'],
    ['strings.concatReplaceNulls', ['**', null, 'one', null], '**one**'],
    ['strings.indexOf', ['abc', 'c'], 2],
    ['strings.isEmpty', [' \t'], true],
    ['strings.isEmpty', [null], true],
    ['strings.listIsEmpty', [['', 'a']], [true, false]],
    ['strings.arrayJoin', [['a', null, 1], '-'], 'a-null-1'],
    ['strings.setJoin', [set('a', 'b'), ', '], 'a, b'],
    ['strings.arraySplit', [',a,,b;c', ',;'], ['a', 'b', 'c']],
    ['strings.setSplit', ['a b a', ' '], set('a', 'b')],
    ['strings.length', ['abc'], 3],
    ['strings.replace', ['a.b.c', '.', '--'], 'a--b--c'],
    ['strings.replace', ['abc', '', '-'], 'abc'],
    ['strings.multipleReplace', ['abc', ['a', 'b'], ['b', 'c']], 'ccc'],
    ['strings.toUpperCase', ['ab'], 'AB'],
    ['strings.toLowerCase', ['AB'], 'ab'],
    ['strings.trim', ['  a '], 'a'],
    ['strings.capitalize', ['éa b'], 'Éa b'],
    ['strings.unCapitalize', ['AB'], 'aB'],
    ['strings.capitalizeWords', ['one  two three'], 'One  Two Three'],
    ['strings.capitalizeWords', ['one-two three', '-'], 'One-Two three'],
    ['strings.escapeXml', [`<a href="'&'">`], '&lt;a href=&quot;&#39;&amp;&#39;&quot;&gt;'],
    ['strings.escapeJavaScript', [`'</`], "\\'\\u003C\\/"],
    ['strings.unescapeJavaScript', ["\\'a"], "'a"],
    ['strings.escapeJava', ['é'], '\\u00E9'],
    ['strings.unescapeJava', ['\\u00E9'], 'é'],
    ['strings.defaultString', [' ', 'x'], 'x'],
    ['strings.padStart', ['7', 2, '0'], '007'],
    ['strings.padEnd', ['7', -1, '0'], '7'],

    ['numbers.formatInteger', [123, 5], '00123'],
    ['numbers.formatInteger', [1234567, 3, 'DEFAULT'], '1,234,567'],
    ['numbers.formatInteger', [1234567, 3, 'POINT'], '1.234.567'],
    ['numbers.formatInteger', [-0.5, 1], '0'],
    ['numbers.formatInteger', [null, 1], null],
    ['numbers.listFormatInteger', [[1, 2], 2], ['01', '02']],
    ['numbers.formatDecimal', [0.12435, 5, 4], '00000.1244'],
    ['numbers.formatDecimal', [1234.5, 1, 2, 'COMMA'], '1234,50'],
    ['numbers.formatDecimal', [1234.5, 1, 'WHITESPACE', 2, 'POINT'], '1 234.50'],
    ['numbers.formatDecimal', [1234.5, 1, 'COMMA', 2], '1,234.50'],
    ['numbers.formatDecimal', [1.5, 1, 2, 'NONE'], '1?50'],
    ['numbers.formatDecimal', [{ [PRINTED]: '25412315412312412312545213.1243' }, 1, 1], '25412315412312412312545213.1'],
    ['numbers.formatCurrency', [12.345], '$12.34'],
    ['numbers.formatPercent', [0.4567, 3, 1], '045.7%'],
    ['numbers.sequence', [1, 3], [1, 2, 3]],
    ['numbers.sequence', [3, 1], [3, 2, 1]],
    ['numbers.sequence', [0, 10, 5], [0, 5, 10]],
    ['numbers.sequence', [0, 10, -5], []],
    ['numbers.sequence', [2, 2, 0], [2]],

    ['bools.isTrue', ['off'], false],
    ['bools.isTrue', [''], true],
    ['bools.listIsFalse', [[0, 'No ', 'x', null]], [true, true, false, true]],
    ['bools.arrayAnd', [[true, 'yes']], true],
    ['bools.setOr', [set(false, 'off')], false],

    ['arrays.toArray', ['a'], ['a']],
    ['arrays.toIntegerArray', [['1', 2.9]], [1, 2]],
    ['arrays.toStringArray', [[1, null]], ['1', null]],
    ['arrays.toDoubleArray', [['1.5']], [1.5]],
    ['arrays.toBooleanArray', [['TRUE', 'x']], [true, false]],
    ['arrays.length', [['a']], 1],
    [
      'arrays.containsAll',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      true,
    ],
    ['lists.size', [['a', 'b']], 2],
    ['lists.isEmpty', [null], true],
    ['lists.contains', [[{ name: 'x', [PRINTED]: 'openid' }], 'openid'], true],
    ['lists.contains', [[1], '1'], false],
    ['lists.containsAll', [['a'], 'a', 'b'], false],
    ['lists.toList', [set(1, 2)], [1, 2]],
    ['lists.sort', [[3, 10, 2]], [2, 3, 10]],
    ['lists.sort', [['b', 'B', 'a']], ['B', 'a', 'b']],
    ['sets.toSet', [['a', 'a']], set('a')],
    ['sets.contains', [set(moment), new Date(moment)], true],
    ['maps.size', [{ a: 1 }], 1],
    ['maps.isEmpty', [{}], true],
    ['maps.containsKey', [{ a: 1 }, 'a'], true],
    ['maps.containsKey', [{}, '__proto__'], false],
    ['maps.containsKey', [Object.assign(['a'], { [ENTRIES]: { a: 1 } }), 'a'], true],
    ['maps.containsAllValues', [{ a: 1, b: 2 }, [1, 2]], true],
    ['objects.nullSafe', [null, 'x'], 'x'],
    ['objects.listNullSafe', [[null, 1], 0], [0, 1]],
    ['aggregates.sum', [[0.1, 0.2]], 0.3],
    ['aggregates.sum', [[]], null],
    ['aggregates.avg', [[1, 2]], 1.5],
    ['aggregates.avg', [[1, 1, 2]], 1.3333333333],
    ['aggregates.avg', [set(2, 4)], 3],

    ['dates.format', [moment, 'dd/MMM/yyyy HH:mm'], '03/Mar/2026 12:05'],
    ['dates.format', [moment], 'March 3, 2026 at 12:05:09 PM CET'],
    ['dates.format', [moment, 'd MMMM', 'fr_CA'], '3 mars'],
    ['dates.format', ['2026-03-03T11:05:09Z', 'HH:mm'], '12:05'],
    ['dates.format', [null, 'HH:mm'], null],
    ['dates.listFormat', [[moment, null], 'yyyy'], ['2026', null]],
    ['dates.formatISO', [moment], '2026-03-03T12:05:09.007+01:00'],
    ['dates.dayOfWeek', [moment], 3],
    ['dates.dayOfWeekNameShort', [moment], 'Tue'],
    ['dates.arrayMonthName', [[moment]], ['March']],
    ['dates.hour', [moment], 12],
    ['dates.millisecond', [moment], 7],
    ['dates.create', [2026, 3, 3, 12, 5, 9, 7], moment],
    ['dates.createNow', [], moment],
    ['dates.createToday', [], new Date('2026-03-02T23:00:00Z')],
    ['calendars.day', [new ZonedDate(moment.getTime(), 'Asia/Tokyo')], 3],
    ['calendars.hour', [new ZonedDate(moment.getTime(), 'Asia/Tokyo')], 20],
    ['temporals.dayOfWeek', [moment], 2],
    ['temporals.format', [moment, 'dd.MM.yyyy', 'Asia/Tokyo'], '03.03.2026'],
    ['temporals.format', [moment, 'HH:mm', 'Asia/Tokyo'], '20:05'],
    ['temporals.format', [moment, 'MEDIUM'], 'Mar 3, 2026, 12:05:09 PM'],
    ['temporals.nanosecond', [moment], 7_000_000],

    ['uris.escapePath', ['a b/c'], 'a%20b/c'],
    ['uris.escapeQueryParam', ['a&b'], 'a%26b'],
    ['uris.unescapePath', ['%E9', 'ISO-8859-1'], 'é'],
    ['uris.escapePathSegment', [null], null],
    ['conversions.convert', ['12', 'java.lang.Integer'], 12],
    ['conversions.convert', [12, 'String'], '12'],
    ['conversions.convert', ['off', 'Boolean'], false],
    ['messages.msg', ['hello', 'Ann'], 'Hello Ann'],
    ['messages.msg', ['none'], '??none_en_US??'],
    ['messages.msgOrNull', ['none'], null],
    ['messages.msgWithParams', ['hello', ['Ann']], 'Hello Ann'],
    ['messages.arrayMsg', [['hello', 'none'], 'Ann'], ['Hello Ann', '??none_en_US??']],
    ['messages.setMsgOrNull', [set('none')], set(null)],
  ])('#%s(%p) is %p', (path, given, value) => {
    const message = (key: string) => (key === 'hello' ? 'Hello {0}' : undefined);

    expect(call(templateScope({ environment: { message } }), path, ...given)).toEqual(value);
  });

  test.each<[string, readonly Value[], string]>([
    ['calendars.createForTimeZone', [1492, 10, 12, 10, 35, 23, 455, 'PST'], 'Wed Oct 12 10:35:23 PST 1492'],
    ['calendars.createForTimeZone', [1492, 10, 12, 'JST'], 'Wed Oct 12 00:00:00 JST 1492'],
    ['temporals.create', [2026, 3, 3], '2026-03-03'],
    ['temporals.create', [2026, 3, 3, 12, 5], '2026-03-03T12:05:00'],
    ['temporals.createDate', ['03/03/2026', 'dd/MM/yyyy'], '2026-03-03'],
    ['temporals.createDateTime', ['2026-03-03T12:05:09.5'], '2026-03-03T12:05:09.500'],
    ['temporals.createDateTime', ['2026-03-03T12:05'], '2026-03-03T12:05:00'],
    ['temporals.createNow', [], '2026-03-03T12:05:09.007'],
    ['temporals.createTodayForTimeZone', ['Asia/Tokyo'], '2026-03-03T00:00:00+09:00[Asia/Tokyo]'],
  ])('#%s(%p) prints as %s', (path, given, text) => {
    const scope = templateScope();

    expect(printed(call(scope, path, ...given), scope)).toBe(text);
  });

  test.each<[string, readonly Value[], string]>([
    ['strings.randomAlphanumeric', [10], 'at random'],
    ['strings.contains', [null, 'a'], 'null'],
    ['strings.abbreviate', ['abcd', 2], '3 characters'],
    ['strings.substring', ['abc', 2, 9], 'too short'],
    ['strings.multipleReplace', ['a', ['a'], []], 'not as many'],
    ['lists.size', ['abc'], 'list'],
    ['lists.sort', [[1, null]], 'null'],
    ['lists.sort', [[1], 'x'], 'natural order'],
    ['numbers.sequence', [1, 5, 0], 'never ends'],
    ['numbers.formatInteger', [1, 1e9], '400 digits'],
    ['numbers.formatInteger', [1, 1, 'DOT'], 'POINT'],
    ['dates.format', ['yesterday'], 'date is missing'],
    ['dates.create', [2026, 1], 'a year, a month and a day'],
    ['dates.createNowForTimeZone', ['Europe/Nowhere'], 'time zone'],
    ['temporals.createDate', ['2026-3'], 'pattern'],
    ['conversions.convert', [1, 'java.lang.Runtime'], 'converted'],
    ['uris.escapePath', ['a', 'x'], 'UTF-8'],
  ])('#%s(%p) says what is wrong', (path, given, message) => {
    expect(() => call(templateScope(), path, ...given)).toThrow(message);
  });

  test('#ids counts for one rendering', () => {
    const [scope, other] = [templateScope(), templateScope()];

    expect(['seq', 'seq', 'next', 'prev'].map((name) => call(scope, `ids.${name}`, 'a'))).toEqual([
      'a1',
      'a2',
      'a3',
      'a2',
    ]);
    expect(call(other, 'ids.seq', 'a')).toBe('a1');
  });

  test('values: #locale, #ctx, #execInfo', () => {
    const scope = templateScope({
      environment: { locale: 'fr-CA' },
      variables: { a: 1 },
      templates: ['page', 'userlogin'],
    });

    expect(utilityValue('locale', scope)).toMatchObject({
      language: 'fr',
      country: 'CA',
      displayLanguage: 'français',
      [PRINTED]: 'fr_CA',
    });
    expect(utilityValue('vars', scope)).toEqual({ a: 1 });
    expect(utilityValue('execInfo', scope)).toMatchObject({ templateName: 'userlogin', processedTemplateName: 'page' });
    expect(utilityValue('strings', scope)).toBeUndefined();
  });
});

describe('V-81: every method of every object', () => {
  const methods = [...utilityObjects].flatMap(([object, named]) =>
    [...named.keys()].map((name) => `${object}.${name}`),
  );
  const long = 'ab'.repeat(175_000);
  const worst = `${'a'.repeat(87_500)}b${'a'.repeat(87_500)}`;
  const list = Array.from({ length: 10_000 }, (_, index) => `item ${String(index % 100)}`);
  const hostile: readonly (readonly Value[])[] = [
    [long, long, long],
    ['a'.repeat(350_000), worst, long],
    ['a'.repeat(350_000), 'a', long],
    [long, 1e9, 'x'],
    [long, [long, long], [long, long]],
    [Array(10_000).fill(long) as Value, 'a', 'b'],
    [list, list, list],
    [1e300, 400, 400],
    [1, 2_147_483_647, 1],
    [Array(30_000).fill(1) as Value],
    [Array(1_000).fill(moment) as Value, 'yyyy'],
    [moment, "'".repeat(350_000), 'fr'],
    [],
  ];

  /** Milliseconds of the processor that one call may take. */
  const SOON = 500;
  const used = (since: NodeJS.CpuUsage): number => process.cpuUsage(since).user / 1000;
  const timeOf = (path: string, given: readonly Value[]): number => {
    const before = process.cpuUsage();
    try {
      call(templateScope(), path, ...given);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw new Error(`#${path} fails otherwise`, { cause: error });
    }
    return used(before);
  };
  /** A process compiles and clears up beside a call: what takes long three times takes long by itself. */
  const isSlow = (path: string, given: readonly Value[]): boolean => [1, 2, 3].every(() => timeOf(path, given) > SOON);

  test('is soon done with texts of 350 KB, long lists and huge numbers', () => {
    const began = process.cpuUsage();

    const slow = methods.filter((path) => hostile.some((given) => isSlow(path, given)));

    expect(methods.length).toBeGreaterThan(300);
    expect(slow).toEqual([]);
    expect(used(began)).toBeLessThan(30_000);
  });
});

test('texts are found where they are, whatever their length', () => {
  const few = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 60 });

  fc.assert(
    fc.property(few, few, fc.nat(20), (text, fragment, from) => {
      expect(indexOfText(text, fragment, from)).toBe(text.indexOf(fragment, from));
      if (fragment !== '') expect([...occurrences(text, fragment)]).toHaveLength(text.split(fragment).length - 1);
    }),
  );
});
