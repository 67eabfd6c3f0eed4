import fc from 'fast-check';
import { recordOf } from '../value.js';
import { TemplateError } from '../template-error.js';
import { compileTemplates } from './compile-templates.js';
import { rendered } from './testing/rendering.js';

describe('a template without attributes of the engine', () => {
  test.each([
    ['<!DOCTYPE html>\n<html><head><title>a</title></head><body></body></html>\n'],
    ["<a  href = 'x'\n class=y disabled  >b</a >"],
    ['<p>one<p>two<ul><li>a<li>b</ul>'],
    ['<br/><img src="a"><input value=a/><div/>'],
    ['</p>a < b && c > d <3 <'],
    ['<!-- a --><!--[if IE]><p>b</p><![endif]--><![CDATA[ c ]]><?php d ?>'],
    ['<script>if (a < b && "</p>") { x(); }</script><style>a > b {}</style>'],
    ['<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><x:y z:w="1">é\u{1f600}\r\n</x:y>'],
    ['<table><tr><td>a<td>b<tr><td>c</table>'],
  ])('is rendered as it is: %s', (source) => {
    expect(rendered(source)).toBe(source);
  });

  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '/',
      '=',
      '"',
      "'",
      ' ',
      '\n',
      'a',
      'p',
      '<p>',
      '</p>',
      '<li>',
      '<br/>',
      '<!--',
      '-->',
      '<!',
      '<?',
      '?>',
    ],
    ...[
      '<script>',
      '</script>',
      '<td x="1">',
      '[',
      ']',
      '(',
      ')',
      '{',
      '}',
      '<![CDATA[',
      ']]>',
      '&lt;',
      '/*',
      '*/',
      '<title>',
    ],
  );

  test('keeps every character or is told to be malformed', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const source = parts.join('');
        const template = compileTemplates(new Map([['page', source]])).find('page');
        if (template?.errors.length === 0 && !source.includes('[[') && !source.includes('[('))
          expect(rendered(source)).toBe(source);
        else expect(template?.errors.every((error) => error instanceof TemplateError)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  const engine = fc.constantFrom(
    ...[
      'th:text="',
      '${a}',
      '"',
      '<p th:each="x : ${l}"',
      '>',
      '[[${a}]]',
      '[(',
      ')]',
      '<th:block',
      ' th:if=',
      '__${a}__',
      "th:inline='javascript'",
    ],
    ...[
      '<script th:inline="javascript">',
      '/*[[${a}]]*/ 1;',
      '[# th:if="${a}"]',
      '[/]',
      '~{::p}',
      ' th:replace="~{this :: p}"',
      ' th:remove="body"',
      '<p>',
      '</p>',
    ],
  );

  test('V-80: whatever is written, compiling and rendering give a text or say what is wrong', () => {
    const model = recordOf([
      ['a', '<b>'],
      ['l', [1, 2]],
    ]);
    fc.assert(
      fc.property(fc.array(fc.oneof(engine, pieces), { maxLength: 25 }), (parts) => {
        try {
          expect(typeof rendered(parts.join(''), model)).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }),
      { numRuns: 600 },
    );
  });
});
