import fc from 'fast-check';
import { readXml } from './read-xml.js';
import type { XmlElement } from './xml-element.js';
import { XmlProblem } from './xml-problem.js';

const NAME = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,5}$/).filter((name) => !/^xml/i.test(name));
const TEXT = fc.string({ unit: 'binary', maxLength: 12 }).map((text) =>
  // eslint-disable-next-line no-control-regex -- What XML cannot hold, and what it turns into something else.
  text.replace(/[\u0000-\u001f\ufffe\uffff]|\p{Cs}/gu, ''),
);
const ELEMENT = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc.record({
    namespace: fc.constantFrom('', 'urn:a', 'urn:b'),
    name: NAME,
    attributes: fc
      .dictionary(NAME, TEXT, { maxKeys: 3, noNullPrototype: true })
      .map((all) => new Map(Object.entries(all))),
    children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('element'), { maxLength: 3 })),
    text: TEXT,
  }),
})).element;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.codePointAt(0))};`);
}

function written({ namespace, name, attributes, children, text }: XmlElement, prefix: string): string {
  const tag = prefix === '' ? name : `${prefix}:${name}`;
  const declared = prefix === '' ? `xmlns="${namespace}"` : `xmlns:${prefix}="${namespace}"`;
  const given = [...attributes].map(([key, value]) => ` ${key}='${escaped(value).replaceAll("'", '&apos;')}'`).join('');
  return `<${tag} ${declared}${given}>${escaped(text)}${children.map((child) => written(child, '')).join('')}</${tag}>`;
}

describe('readXml', () => {
  test('reads what was written, with and without prefixes', () => {
    fc.assert(
      fc.property(ELEMENT, fc.boolean(), (element, isPrefixed) => {
        const prefix = isPrefixed && element.namespace !== '' ? 'p' : '';
        expect(readXml(written(element, prefix))).toEqual(element);
      }),
    );
  });

  test('V-88: reads or refuses anything, and nothing else', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<a', '<a>', '</a>', '/>', ' x="', '"', '&#60;', '<!--', ']]>', 'xmlns:a="b"'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          readXml(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(XmlProblem);
        }
      }),
    );
  });

  test.each([
    ['a prefix without a namespace', '<a:b/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute twice by its namespace', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
    ['a prefix undeclared', '<a xmlns:p="u"><b xmlns:p=""/></a>'],
    ['xml declared anew', '<a xmlns:xml="u"/>'],
    ['the namespace of xml by another name', '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>'],
    ['another version', '<?xml version="1.1"?><a/>'],
    ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ['a declaration that comes late', ' <?xml version="1.0"?><a/>'],
    ['a byte order mark', '\ufeff<a/>'],
    ['less-than in an attribute', '<a b="<"/>'],
    ['an attribute without quotes', '<a b=c/>'],
    ['attributes without space between', '<a b="1"c="2"/>'],
    ['a space of other kinds', '<a\u00a0b="1"/>'],
    ['an end without a start', '</a>'],
    ['tags crosswise', '<a><b></a></b>'],
    ['a number that is no character', '<a>&#0;</a>'],
    ['half a character', '<a>&#xD800;</a>'],
    ['a number beyond all characters', '<a>&#x110000;</a>'],
    ['an ampersand alone', '<a>R&D</a>'],
    ['a comment', '<a><!-- b --></a>'],
    ['the end of a section', '<a>]]></a>'],
    ['nothing', ''],
    [
      'many namespaces',
      `<a ${Array.from({ length: 40 }, (_, i) => `xmlns:p${i}="u"`).join(' ')}><b ${Array.from({ length: 40 }, (_, i) => `xmlns:q${i}="u"`).join(' ')}/></a>`,
    ],
    ['many attributes', `<a ${Array.from({ length: 60 }, (_, i) => `p${i}="u"`).join(' ')}/>`],
  ])('V-90: refuses %s', (_name, document) => {
    expect(() => readXml(document)).toThrow(XmlProblem);
  });

  test('V-88: what is long is read or refused in no time', () => {
    const hostile = [
      '<a ' + ' '.repeat(120_000),
      '<a' + ' b=""'.repeat(20_000),
      '&'.repeat(120_000),
      '<a>' + '&#1'.repeat(40_000),
      '<' + 'a'.repeat(120_000),
      '<a>'.repeat(40_000),
    ];
    const start = performance.now();
    for (const document of hostile) expect(() => readXml(document)).toThrow(XmlProblem);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('resolves what XML knows by itself, and line ends', () => {
    const root = readXml('<?xml version="1.0" encoding="UTF-8"?>\r\n<a b="1&#10;2\n3">&lt;&#x41;&amp;\r\nx</a>\n');

    expect(root.attributes.get('b')).toBe('1\n2 3');
    expect(root.text).toBe('<A&\nx');
  });
});
