import fc from 'fast-check';
import { maskedSource } from './masked-source.js';

test.each([
  { source: 'a // load(1)\nb', masked: 'a           \nb' },
  { source: 'a /* load\r\n(1) */ b', masked: 'a        \r\n       b' },
  { source: `a = "l\\"o" + 'a\\'d';b`, masked: 'a =        +       ;b' },
  { source: 'a = `x ${load("y")} z`; b', masked: 'a =      load(   )    ; b' },
  { source: 'a = `${f({ a: `${g}` })}`; load', masked: 'a =    f({ a:    g   })  ; load' },
  { source: 'a = /["\'`]/g; load("x")', masked: 'a =        g; load(   )' },
  { source: 'a = b / c; "load" / 2', masked: 'a = b / c;        / 2' },
  { source: 'return /[/]load/.test(a)', masked: 'return          .test(a)' },
  { source: '"never ended\nload', masked: '            \nload' },
  { source: '`never ended\nload', masked: '            \n    ' },
  { source: '/* never ended\nload', masked: '              \n    ' },
  { source: '} }', masked: '} }' },
])('of $source the code is left', ({ source, masked }) => {
  expect(maskedSource(source)).toBe(masked);
});

test('what is masked has the length and the lines that it had', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const masked = maskedSource(text);
      expect(masked).toHaveLength(text.length);
      expect(masked.split('\n').map(({ length }) => length)).toEqual(text.split('\n').map(({ length }) => length));
    }),
  );
});

test.each(['/*', '/[', '=/[', '`${', "'\\", '{', '/', '(/a'])(
  'V-90: a megabyte of %s is looked through at once',
  (part) => {
    expect(maskedSource(part.repeat(1_000_000 / part.length))).toHaveLength(
      Math.floor(1_000_000 / part.length) * part.length,
    );
  },
);
