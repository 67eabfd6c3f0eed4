import fc from 'fast-check';
import { templateScope } from '../../../../test/support/template-scope.js';
import { recordOf, PRINTED, type Value } from '../value.js';
import { escapeCssIdentifier, escapeCssString } from './css.js';
import { cssValue } from './css-value.js';
import { escapeHtml } from './html.js';
import { escapeJava, unescapeJava } from './java.js';
import { escapeJavaScript, javaScriptLiteral, unescapeJavaScript } from './javascript.js';
import { javaScriptValue } from './javascript-value.js';
import { unescapeHtml } from './unescape-html.js';
import * as uri from './uri.js';

/** Any text, with what means something in a page, a script, a style sheet and an address more often than chance would have it. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...Array.from(`<>&"'/\\-=+?#%;{}()[]:! \t\n\r\0\u2028\u2029\u00e9😀`),
      '</script>',
      '<!--',
      ']]>',
      '\ud800',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
});

const scope = templateScope();

describe('escapeHtml', () => {
  test('V-82, V-83: nothing that begins a tag, a reference or ends an attribute is left, and a browser reads the same text', () => {
    fc.assert(
      fc.property(text, (given) => {
        const escaped = escapeHtml(given);

        expect(escaped.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>"'&]/);
        expect(unescapeHtml(escaped)).toBe(given);
      }),
    );
  });
});

describe('unescapeHtml', () => {
  test.each([
    ['a &gt; b &amp;&amp; c', 'a > b && c'],
    ['&eacute;&nbsp;&yuml;&hellip;', 'é\u00a0ÿ…'],
    ['&#233;&#xE9;&#x1F600;', 'éé😀'],
    ['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
    ['&unknown; &constructor; & &; &#; &#x; &amp', '&unknown; &constructor; & &; &#; &#x; &amp'],
    ['&amp;lt;', '&lt;'],
  ])('%s', (markup, meaning) => {
    expect(unescapeHtml(markup)).toBe(meaning);
  });
});

describe('JavaScript', () => {
  test.each<{ name: string; value: Value; literal: string }>([
    { name: 'null', value: null, literal: 'null' },
    { name: 'a text', value: `it's "x" & é`, literal: '"it\'s \\"x\\" \\u0026 \\u00E9"' },
    { name: 'the end of a script', value: '</script><!--', literal: '"\\u003C\\/script\\u003E\\u003C!--"' },
    { name: 'line ends of old browsers', value: '\u2028\u2029', literal: '"\\u2028\\u2029"' },
    { name: 'numbers', value: [1, 0.5, 1e21, Number.NaN], literal: '[1,0.5,1.0E21,null]' },
    {
      name: 'a map',
      value: { 'a"</script>': true, b: new Set([]) },
      literal: '{"a\\"\\u003C\\/script\\u003E":true,"b":[]}',
    },
    { name: 'a date', value: new Date('2026-03-03T11:05:09.007Z'), literal: '"2026-03-03T12:05:09.007+01:00"' },
    { name: 'a parameter', value: Object.assign(['a', 'b'], { [PRINTED]: 'a' }), literal: '"a"' },
    { name: 'a scope', value: { name: 'a', [PRINTED]: 'a' }, literal: '{"name":"a"}' },
  ])('the literal of $name', ({ value, literal }) => {
    expect(javaScriptValue(value, scope)).toBe(literal);
  });

  test('V-82, V-83: a literal is JSON of the same text and never ends its script', () => {
    fc.assert(
      fc.property(text, (given) => {
        const literal = javaScriptLiteral(given);

        expect(JSON.parse(literal)).toBe(given);
        expect(literal).not.toMatch(/[<>&]|(?<!\\)\/|[^ -~]/);
      }),
    );
  });

  test('V-82, V-83: the inside of a literal stays inside, in either kind of quotes', () => {
    fc.assert(
      fc.property(text, (given) => {
        const escaped = escapeJavaScript(given);

        expect(escaped.replace(/\\u[0-9A-F]{4}|\\./g, '')).not.toMatch(/[<>&"'/\\]|[^ -~]/);
        expect(unescapeJavaScript(escaped)).toBe(given);
      }),
    );
  });

  test('lists that share their parts end at the limits', () => {
    let value: Value = 'x';
    for (let depth = 0; depth < 40; depth += 1) value = recordOf([['a', value] as const, ['b', value] as const]);

    expect(() => javaScriptValue(value, scope)).toThrow('longer than');
  });

  test.each([
    ['\\x41\\u0042\\uuu0043\\0\\v\\q\\', 'ABC\0\vq\\'],
    ['\\u00', 'u00'],
  ])('unescapes %s', (escaped, meaning) => {
    expect(unescapeJavaScript(escaped)).toBe(meaning);
  });
});

describe('Java', () => {
  test('text comes back', () => {
    fc.assert(fc.property(text, (given) => unescapeJava(escapeJava(given)) === given));
  });

  test('quotes, backslashes and other alphabets', () => {
    expect(escapeJava(`a"b\\c'/é\n`)).toBe(`a\\"b\\\\c'/\\u00E9\\n`);
  });
});

describe('CSS', () => {
  /** What a browser makes of escapes: CSS Syntax Level 3 §4.3.7. */
  const read = (css: string) =>
    css.replace(/\\([0-9A-F]{1,6}) |\\(.)/gsu, (_, number?: string, character?: string) =>
      number === undefined ? (character ?? '') : String.fromCodePoint(parseInt(number, 16)),
    );
  const readable = text.map((given) => given.replaceAll('\0', '').toWellFormed());

  test('V-82, V-83: an identifier holds nothing but a name, and a browser reads the same text', () => {
    fc.assert(
      fc.property(readable, (given) => {
        const escaped = escapeCssIdentifier(given);

        expect(escaped.replace(/\\[0-9A-F]{1,6} |\\[^0-9A-Fa-f\n]/g, '')).toMatch(/^[A-Za-z0-9_-]*$/);
        expect(escaped).not.toMatch(/[<>&"']/);
        expect(read(escaped)).toBe(given);
      }),
    );
  });

  test('V-82, V-83: the inside of a string stays inside', () => {
    fc.assert(
      fc.property(readable, (given) => {
        const escaped = escapeCssString(given);

        expect(escaped).not.toMatch(/["'<>&/]|[^ -~]/);
        expect(read(escaped)).toBe(given);
      }),
    );
  });

  test.each([
    ['1px', '\\31 px'],
    ['-1', '\\-1'],
    ['--x', '\\--x'],
    ['-', '\\-'],
    ['a.b:c', 'a\\.b\\3A c'],
    ['\0', '\\FFFD '],
  ])('the name %s', (given, identifier) => {
    expect(escapeCssIdentifier(given)).toBe(identifier);
  });

  test('numbers stay numbers', () => {
    expect([1.5, true, null, 'a b'].map((value) => cssValue(value, scope))).toEqual(['1.5', 'true', '', 'a\\ b']);
  });
});

describe('addresses', () => {
  const given = 'a/b?c=d&e+f #,~%é';

  test.each([
    { part: 'path', escape: uri.escapePath, escaped: 'a/b%3Fc=d&e+f%20%23,~%25%C3%A9' },
    { part: 'segment', escape: uri.escapePathSegment, escaped: 'a%2Fb%3Fc=d&e+f%20%23,~%25%C3%A9' },
    { part: 'parameter', escape: uri.escapeQueryParameter, escaped: 'a/b?c%3Dd%26e%2Bf%20%23,~%25%C3%A9' },
    { part: 'fragment', escape: uri.escapeFragment, escaped: 'a/b?c=d&e+f%20%23,~%25%C3%A9' },
  ])('$part', ({ escape, escaped }) => {
    expect(escape(given)).toBe(escaped);
  });

  test('other character sets', () => {
    expect(uri.escapePath('é€', 'iso-8859-1')).toBe('%E9%3F');
    expect(uri.escapePath('é', 'US-ASCII')).toBe('%3F');
    expect(uri.unescapePath('%E9', 'ISO-8859-1')).toBe('é');
    expect(() => uri.escapePath('a', 'EBCDIC')).toThrow('UTF-8');
  });

  test.each([
    { part: 'path', both: [uri.escapePath, uri.unescapePath] as const, left: /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/ },
    {
      part: 'segment',
      both: [uri.escapePathSegment, uri.unescapePathSegment] as const,
      left: /[^A-Za-z0-9\-._~!$&'()*+,;=:@%]/,
    },
    {
      part: 'parameter',
      both: [uri.escapeQueryParameter, uri.unescapeQueryParameter] as const,
      left: /[^A-Za-z0-9\-._~!$'()*,;:@/?%]/,
    },
    {
      part: 'fragment',
      both: [uri.escapeFragment, uri.unescapeFragment] as const,
      left: /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/,
    },
  ])('a $part holds what RFC 3986 allows in it, and says the same', ({ both: [escape, unescape], left }) => {
    fc.assert(
      fc.property(text, (any) => {
        const escaped = escape(any);

        expect(escaped).not.toMatch(left);
        expect(unescape(escaped)).toBe(any.toWellFormed());
      }),
    );
  });

  test('what is no escape stays', () => {
    expect(uri.unescapeQueryParameter('a+b%zz%2')).toBe('a b%zz%2');
  });
});
