import fc from 'fast-check';
import { templateScope } from '../../../../test/support/template-scope.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import { javaLocale, localeChain, messageIn } from './bundles.js';
import { formatMessage } from './message-format.js';
import { messageText } from './message.js';
import { decodeProperties, parseProperties } from './properties.js';

const moment = new Date('2026-03-03T11:05:09.007Z');

describe('parseProperties', () => {
  test.each<{ name: string; text: string; entries: Record<string, string> }>([
    {
      name: 'separators',
      text: 'a=1\nb:2\nc 3\nd\t=\t4\ne==5\nf : = 6',
      entries: { a: '1', b: '2', c: '3', d: '4', e: '=5', f: '= 6' },
    },
    { name: 'comments and empty lines', text: '# a=1\n  ! b=2\n\n  \t\nc=3', entries: { c: '3' } },
    { name: 'a key alone', text: 'a\nb=', entries: { a: '', b: '' } },
    {
      name: 'continued lines',
      text: 'a = one, \\\n    two\\\\\nb=\\\r\n  3\nc=4\\',
      entries: { a: 'one, two\\', b: '3', c: '4' },
    },
    { name: 'a comment inside a continued line', text: 'a=1\\\n# 2', entries: { a: '1# 2' } },
    { name: 'escapes', text: 'a\\ b\\=\\:=\\u00e1\\t\\n\\q\\\\', entries: { 'a b=:': 'á\t\nq\\' } },
    { name: 'blanks at the end', text: 'a=1  ', entries: { a: '1  ' } },
    { name: 'a key that is there twice', text: 'a=1\na=2', entries: { a: '2' } },
    { name: 'old line ends and a byte order mark', text: '\ufeffa=1\rb=2\r\nc=3', entries: { a: '1', b: '2', c: '3' } },
    {
      name: 'names of the language',
      text: '__proto__=1\nconstructor=2',
      entries: Object.fromEntries([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    },
  ])('reads $name', ({ text, entries }) => {
    expect([...parseProperties(text)]).toEqual(Object.entries(entries));
  });

  test('says on which line an escape is not whole', () => {
    expect(() => parseProperties('a=1\nb=\\u12')).toThrow(
      expect.objectContaining({ fault: 'syntax', place: { position: { line: 2, column: 1 } } }) as Error,
    );
  });

  test('reads back whatever is written with escapes', () => {
    const escape = (text: string) =>
      text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (key, value) => {
        expect([...parseProperties(`${escape(key)} = ${escape(value)}`)]).toEqual([[key, value]]);
      }),
    );
  });

  test('V-81: is done with half a megabyte of anything', () => {
    for (const text of ['\\', '\\\n', 'a\\\n', ' ', ' =', '\\u0041'])
      parseProperties(text.repeat(500_000 / text.length));
  });
});

test('bundles are UTF-8, or else Latin-1', () => {
  expect(decodeProperties(Buffer.from('a=é', 'utf8'))).toBe('a=é');
  expect(decodeProperties(Buffer.from('a=é', 'latin1'))).toBe('a=é');
});

describe('bundles', () => {
  test.each([
    ['fr-CA', ['fr_CA', 'fr', '']],
    ['fr_CA', ['fr_CA', 'fr', '']],
    ['en', ['en', '']],
    ['zh-Hant-TW', ['zh_Hant_TW', 'zh_TW', 'zh_Hant', 'zh', '']],
    ['not a tag', ['not a tag', '']],
  ])('of %s', (locale, chain) => {
    expect(localeChain(locale)).toEqual(chain);
  });

  test('the nearest text counts', () => {
    const bundles = new Map([
      ['', parseProperties('a=1\nb=1\nc=1')],
      ['fr', parseProperties('a=2\nb=2')],
      ['fr_CA', parseProperties('a=3')],
    ]);

    expect(['a', 'b', 'c', 'd'].map((key) => messageIn(bundles, 'fr-CA', key))).toEqual(['3', '2', '1', undefined]);
    expect(messageIn(bundles, 'de', 'a')).toBe('1');
    expect(javaLocale('fr-CA')).toBe('fr_CA');
  });
});

describe('formatMessage', () => {
  test.each<{ pattern: string; given?: readonly Value[]; text: string; locale?: string }>([
    { pattern: 'plain', text: 'plain' },
    { pattern: '{0}, {1} and {0}', given: ['a', 'b'], text: 'a, b and a' },
    { pattern: '{0}', text: '{0}' },
    { pattern: '{0}', given: [null], text: 'null' },
    { pattern: "It''s {0}", given: ['on'], text: "It's on" },
    { pattern: "'{0}' {0} it's", given: ['x'], text: '{0} x its' },
    { pattern: 'a } b {0}', given: ['x'], text: 'a } b x' },
    { pattern: '{0}', given: [1234567.8914], text: '1,234,567.891' },
    { pattern: '{0}', given: [1234.5], text: '1.234,5', locale: 'de' },
    { pattern: '{0,number,#.##} {0,number,integer} {0,number,percent}', given: [0.256], text: '.26 0 26%' },
    { pattern: '{0,number,currency}', given: [2.5], text: '$2.50' },
    { pattern: '{0,number,currency}', given: ['2.50'], text: '2,50\u00a0€', locale: 'de-DE' },
    { pattern: '{0,date,dd/MM/yyyy} {0,time,HH:mm}', given: [moment], text: '03/03/2026 12:05' },
    { pattern: '{0,date} {0,date,full}', given: [moment], text: 'Mar 3, 2026 Tuesday, March 3, 2026' },
    { pattern: '{0}', given: [moment], text: '3/3/26, 12:05 PM' },
    { pattern: "{0,date,yyyy '{'}", given: [moment], text: '2026 {' },
    { pattern: '{0,choice,0#no apps|1#one app|1<{0} apps}', given: [0], text: 'no apps' },
    { pattern: '{0,choice,0#no apps|1#one app|1<{0} apps}', given: [1], text: 'one app' },
    { pattern: '{0,choice,0#no apps|1#one app|1<{0} apps}', given: [1200], text: '1,200 apps' },
    { pattern: '{0,choice,0#none|1#{1}}', given: [-3, 'x'], text: 'none' },
    { pattern: '{0}', given: [['a', 'b']], text: '[a, b]' },
    { pattern: '{0}', given: ['{1} it’s'], text: '{1} it’s' },
  ])('$pattern', ({ pattern, given = [], text, locale = 'en-US' }) => {
    expect(formatMessage(pattern, given, templateScope({ environment: { locale } }))).toBe(text);
  });

  test.each<[string, readonly Value[]]>([
    ['{', []],
    ['{a}', []],
    ['{0', ['x']],
    ['{0,sum}', ['x']],
    ['{0,number}', ['x']],
    ['{0,date}', ['x']],
    ['{0,choice,}', [1]],
    ['{0,choice,x}', [1]],
    ['{99999}', []],
  ])('refuses %s', (pattern, given) => {
    expect(() => formatMessage(`${pattern}'`, given, templateScope())).toThrow(TemplateError);
  });

  test('V-81: any pattern ends, with a text or with what is wrong', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...Array.from("{}{}01,'#|<"), 'number', 'choice', 'date'),
      maxLength: 200,
    });

    fc.assert(
      fc.property(hostile, (pattern) => {
        try {
          expect(typeof formatMessage(pattern, [1, 'x'], templateScope())).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }),
    );
  });

  test('V-81: half a megabyte of braces and quotes is soon done', () => {
    for (const piece of ['{', '}', "'", '{0}', '{0,choice,0#', "{'"]) {
      const pattern = piece.repeat(500_000 / piece.length);

      expect(() => formatMessage(pattern + '}', [1], templateScope({ limits: { steps: 1000 } }))).toThrow(
        TemplateError,
      );
    }
  });
});

test('a missing message says which one', () => {
  expect(messageText('login.title', [], templateScope({ environment: { locale: 'fr-CA' } }))).toBe(
    '??login.title_fr_CA??',
  );
});
