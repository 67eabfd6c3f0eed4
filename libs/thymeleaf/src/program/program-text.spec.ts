// eslint-disable-next-line no-restricted-imports -- what is compiled here never runs
import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import ts from 'typescript';
import { scopeOf } from '../expression/testing/evaluating.js';
import { recordOf, type Value } from '../value.js';
import { placedValue } from './placed-value.js';
import type { ProgramLanguage } from './place.js';
import { ProgramText } from './program-text.js';

/** A script or style sheet of what an author wrote, with values between the pieces. */
function made(language: ProgramLanguage, pieces: readonly string[], values: readonly Value[]): string {
  const program = new ProgramText(language);
  return pieces
    .map((piece, index) => {
      program.read(piece);
      const value = values[index];
      if (value === undefined) return piece;
      const text = placedValue(value, program.place, scopeOf());
      program.value(text);
      return piece + text;
    })
    .join('');
}

/** What the place behind a piece is. */
function placeBehind(language: ProgramLanguage, text: string): string {
  const program = new ProgramText(language);
  program.read(text);
  const { kind, isEscaped } = program.place;
  return isEscaped ? `${kind}, escaped` : kind;
}

describe('the place behind a piece of a script', () => {
  test.each([
    ['', 'value'],
    ['var a = ', 'value'],
    ['"', 'string'],
    ["'", 'string'],
    ["'\\", 'string, escaped'],
    ["'\\\\", 'string'],
    ["'\\'", 'string'],
    [`'"`, 'string'],
    [`'a'`, 'value'],
    ["'a\n", 'value'],
    ["'a\\\n", 'string'],
    ["'a\\\r\n", 'string'],
    ["'a\\\r\n\n", 'value'],
    ['`', 'template'],
    ['`\n$', 'template'],
    ['`${', 'value'],
    ['`${ "`', 'string'],
    ['`${ a({', 'value'],
    ['`${ a({}) ', 'value'],
    ['`${ a({}) }', 'template'],
    ['`${ `', 'template'],
    ['`${ `${ a }` }', 'template'],
    ['`${ `${ a }` }`', 'value'],
    ['`\\${', 'template'],
    ['`$\\{', 'template'],
    ['`$${', 'value'],
    ['// a', 'comment'],
    ["// it's\n", 'value'],
    ['// a\u2028', 'value'],
    ['/*', 'comment'],
    ['/*/', 'comment'],
    ['/**/', 'value'],
    ["/* it's */", 'value'],
    ['<!-- a', 'comment'],
    ["<!-- it's `\n", 'value'],
    ["a <!-- it's `", 'comment'],
    ["\n  --> it's", 'comment'],
    ['a --> b', 'value'],
    ['= /', 'pattern'],
    ['= /a', 'pattern'],
    ['= /[/', 'pattern'],
    ['= /[/]"', 'pattern'],
    ['= /\\', 'pattern, escaped'],
    ['= /a/', 'value'],
    ['= /a/g', 'value'],
    ['a / ', 'value'],
    ['a /', 'value'],
    ['a / "', 'string'],
    [') / "', 'string'],
    ['] / "', 'string'],
    ['1 / "', 'string'],
    ['1. / "', 'string'],
    ['"a" / "', 'string'],
    ['`a` / "', 'string'],
    ['/a/ / "', 'string'],
    ['a++ / "', 'string'],
    ['a-- / "', 'string'],
    ['a + ++/"', 'pattern'],
    ['a + /"', 'pattern'],
    ['return /"', 'pattern'],
    ['a.return /"', 'string'],
    ['typeof /"', 'pattern'],
    ['returned /"', 'string'],
    ['if (a) /"', 'pattern'],
    ['if (b(c)) /"', 'pattern'],
    ['f(a) /"', 'string'],
    ['x = {} /"', 'string'],
    ['f({}) /"', 'string'],
    ['return {} /"', 'string'],
    ['if (a) {} /"', 'pattern'],
    ['() => {} /"', 'pattern'],
    ['else {} /"', 'pattern'],
    ['(( /"', 'pattern'],
    ['} /"', 'pattern'],
  ])('%j is that of: %s', (text, place) => {
    expect(placeBehind('script', text)).toBe(place);
    expect(placeBehind('script', ` ${text}`)).toBe(place);
  });
});

describe('the place behind a piece of a style sheet', () => {
  test.each([
    ['', 'value'],
    ['a{b:', 'value'],
    ['"', 'string'],
    [`'"`, 'string'],
    ["'\\", 'string, escaped'],
    ["'\\'", 'string'],
    ["'a\n", 'value'],
    ["'a\\\n", 'string'],
    ["'a\\\r\n", 'string'],
    ['/*', 'comment'],
    ['/*/', 'comment'],
    ["/* it's */", 'value'],
    ['/* a */*', 'value'],
    ['// ', 'value'],
    ['.a\\', 'value, escaped'],
    [".a\\'", 'value'],
    ['url(', 'address'],
    ['URL( ', 'address'],
    ["url(a'", 'address'],
    ['url(a\\)', 'address'],
    ['url(a\\', 'address, escaped'],
    ['url(a)', 'value'],
    ['url("', 'string'],
    ['url("a"', 'value'],
    ['url("a")', 'value'],
    ['curl(', 'value'],
    ['url (', 'value'],
  ])('%j is that of: %s', (text, place) => {
    expect(placeBehind('style', text)).toBe(place);
  });
});

describe('a value in a script', () => {
  test.each([
    ['a text in code', 'a = ', `b"'\``, String.raw`"b\"\u0027\u0060"`],
    ['a number', 'a = ', 5, '5'],
    ['a negative number behind a minus', 'a -', -5, ' -5'],
    ['a list', 'a = ', ["'", 1], String.raw`["\u0027",1]`],
    ['nothing', 'a = ', null, ''],
    ['a text in a string', "'", `b"'\``, String.raw`b\"\u0027\u0060`],
    ['a backslash in a string', "'", '\\', '\\\\'],
    ['what stands behind a backslash', "'\\", "'", String.raw`\\u0027`],
    ['a line in a string', "'", 'a\nb\u2028', String.raw`a\nb\u2028`],
    ['an element in a string', "'", '</script>', String.raw`\u003C\/script\u003E`],
    ['the rest of an element', "'</scr", 'ipt x', String.raw`\u0069pt x`],
    ['the rest of a comment of HTML', "'<!-", '-', String.raw`\u002D`],
    ['a substitution in a template literal', '`', '${a}', String.raw`\u0024\u007Ba\u007D`],
    ['braces behind a dollar', '`$', '{a}', String.raw`\u007Ba\u007D`],
    ['nothing behind a dollar', '`$', '', '\\\n'],
    ['the end of a comment', '/* *', '*/', String.raw`\u002A\/`],
    ['nothing in a comment', '/* *', '', ' '],
    ['signs in a regular expression', '= /', '[(.*', String.raw`\u005B\u0028\u002E\u002A`],
    ['nothing in a regular expression', '= /', '', '(?:)'],
    ['code in a template literal', '`${f(', 'x', '"x"'],
  ])('%s', (_what, before, value, expected) => {
    expect(made('script', [before], [value])).toBe(before + expected);
  });
});

describe('a value in a style sheet', () => {
  test.each([
    ['a name', 'a{b:', 'red', 'red'],
    ['a number', 'a{b:', 5, '5'],
    ['a colour', 'a{b:', '#FFF', '#FFF'],
    ['a length', 'a{b: ', '-1.5em', '-1.5em'],
    ['a part', 'a{b: ', '50%', '50%'],
    ['a colour behind a name', 'a{b:c', '#fff', String.raw`\#fff`],
    ['more than one value', 'a{b:', 'red;c:d', String.raw`red\;c\3A d`],
    ['the end of a rule', 'a{b:', '}', String.raw`\}`],
    ['a text in a string', 'a{b:"', `"c'}`, String.raw`\22 c\27 }`],
    ['an address', 'url(', 'https://x/a b', String.raw`https\3A \/\/x\/a\ b`],
    ['the end of an address', 'url(', ')', String.raw`\)`],
    ['the end of a comment', '/* ', '*/', String.raw`\2A \2F `],
    ['what stands behind a backslash', '.a\\', ': b', String.raw`\\3A \ b`],
    ['the rest of an element', '</sty', 'le x', String.raw`\6C e\ x`],
  ])('%s', (_what, before, value, expected) => {
    expect(made('style', [before], [value])).toBe(before + expected);
  });
});

/** What the parser of TypeScript makes of a script: its pieces by kind and, but for literals, by text. Undefined for what is none to the engine of browsers. */
function shapeOf(script: string): string | undefined {
  if (!isScript(script)) return undefined;
  // HTML's comments are none to this parser, and closing tags are its own.
  if (/<!--|-->|<\//u.test(script)) return 'a script';
  const shape: string[] = [];
  const visit = (node: ts.Node): void => {
    shape.push(ts.isIdentifier(node) ? node.text : String(node.kind));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.js', script, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS));
  return shape.join(' ');
}

function isScript(script: string): boolean {
  try {
    compileFunction(script);
    return true;
  } catch {
    return false;
  }
}

const tags = (text: string): number => (text.match(/<!--|-->|<\/?s(?:cript|tyle)[\s/>]/giu) ?? []).length;

const signs = Array.from('\'"`\\/*$\u007b}()[]<>!-+=;:,.#@% \n\r\t\u2028\u0000xeé');

const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      "'",
      '"',
      '`',
      '\\',
      '*/',
      '//',
      '/*',
      '${x()}',
      '{x()}',
      '-->',
      '</script>',
      'script ',
      '\n',
      '];x();[',
      "');x();('",
    ],
  ),
  fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 6 }).map((some) => some.join('')),
  fc.string({ minLength: 1, maxLength: 6 }),
);

/** What is a script of its own, with places where something may go. */
const sentence = fc.constantFrom(
  ...[
    'a = §;',
    "b('§');",
    'c("a§b");',
    'd = `x§${e(§)} y§`;',
    'f = `${`§${§}`}`;',
    '/* § */',
    '// §\n',
    'g = /§/.test(h);',
    'i = [/[§]/g, §];',
  ],
  ...[
    'if (j) /§/.test(§);',
    'k = l / §;',
    "m++ / '§';",
    'n = { o: §, p: "§" };',
    "q = '\\§';",
    'r = `$§`;',
    'return_ / §;',
  ],
  ...[
    's = \'§\' + "§" + `§`;',
    '/* *§/ * */',
    "t = '\\\\§';",
    "u = (§) / '§';",
    "v = w.x / '§';",
    "\n<!-- § it's\n",
    "y = '<!-§';",
    "z = '</§';",
  ],
);

const authors = fc.array(sentence, { minLength: 1, maxLength: 5 }).map((some) => some.join(' '));

const pieces = fc.constantFrom(
  ...[
    "'",
    '"',
    '`',
    '\\',
    '/',
    '*',
    '$',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '=',
    '+',
    '-',
    '<',
    '!',
    ';',
    ',',
    ':',
    '.',
    '\n',
    ' ',
  ],
  ...['a', 'return ', 'if', '1', '//', '/*', '*/', '${', '=>', '++', '<!--', '-->', '§', '§', '§'],
);

const anything = fc.array(pieces, { minLength: 1, maxLength: 14 }).map((some) => some.join(''));

describe('whatever a value is, the script around it stays the same (V-79)', () => {
  test.each([
    ['scripts', authors, 300],
    ['whatever an author may have written', anything, 1500],
  ])('%s', (_what, texts, numRuns) => {
    fc.assert(
      fc.property(texts, fc.array(hostile, { minLength: 8, maxLength: 8 }), (text, values) => {
        const parts = text.split('§');
        const given = (value: (index: number) => string): string =>
          made(
            'script',
            parts,
            parts.slice(1).map((_, index) => value(index)),
          );
        const [plain, put] = [given(() => 'x'), given((index) => values[index % values.length] ?? 'x')];

        expect(tags(put)).toBe(tags(plain));
        expect(shapeOf(put)).toBe(shapeOf(plain));
      }),
      { numRuns },
    );
  });
});

describe('values of other kinds', () => {
  test('keep their keys and texts inside', () => {
    const value = recordOf([["';x();//", ['`${x()}`', null, true]]]);

    expect(shapeOf(made('script', ['a = ', ';'], [value]))).toBe(shapeOf('a = {"x":["y",null,true]};'));
    expect(shapeOf(made('script', ["a = '", "';"], [value]))).toBe(shapeOf("a = 'x';"));
  });
});
