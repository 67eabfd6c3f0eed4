import { recordOf } from '../value.js';
import { CompiledTemplate } from './compile-template.js';
import { CompiledTemplates } from './compiled-templates.js';
import { renderTemplate } from './render-template.js';
import { environment } from './testing/rendering.js';

function rendered(source: string): string {
  const page = new CompiledTemplate('page', source, { nonce: 'N' });
  const rendering = { model: recordOf([['x', '<script>y()</script>']]), environment, now: () => 0 };
  return renderTemplate(new CompiledTemplates(new Map([['page', page]])), 'page', rendering);
}

test.each([
  ['<script>a()</script>', '<script nonce="N">a()</script>'],
  ['<style th:inline="css">a{}</style>', '<style nonce="N">a{}</style>'],
  ['<SCRIPT>1</SCRIPT>', '<SCRIPT nonce="N">1</SCRIPT>'],
  ['<!--/*/ <script>1</script> /*/-->', ' <script nonce="N">1</script> '],
  [
    '<p th:fragment="a"><script>1</script></p><b th:insert="~{:: a}"></b>',
    '<p><script nonce="N">1</script></p><b><p><script nonce="N">1</script></p></b>',
  ],
])('%s bears the nonce', (source, expected) => {
  expect(rendered(source)).toBe(expected);
});

test.each([
  ['<script src="/x.js"></script>', '<script src="/x.js"></script>'],
  ['<script th:src="@{/x.js}"></script>', '<script src="/x.js"></script>'],
  ['<script data-th-src="@{/x.js}"></script>', '<script src="/x.js"></script>'],
  ['<script th:attr="src=@{/x.js}"></script>', '<script src="/x.js"></script>'],
  ['<script nonce="mine"></script>', '<script nonce="mine"></script>'],
  ['<!-- <script>1</script> -->', '<!-- <script>1</script> -->'],
  ['<title><script>1</script></title>', '<title><script>1</script></title>'],
  ['<p th:utext="\'<script>1</script>\'">x</p>', '<p><script>1</script></p>'],
  ['<p th:utext="${x}">x</p>', '<p>&lt;script&gt;y()&lt;/script&gt;</p>'],
  // A comment to the engine, but not to browsers: what is written in it is not escaped for a script.
  ['<!--> <script>[[${x}]]</script> -->', '<!--> <script>&lt;script&gt;y()&lt;/script&gt;</script> -->'],
  ['<!-- --!> <script>1</script> -->', '<!-- --!> <script>1</script> -->'],
])('R-16: %s does not', (source, expected) => {
  expect(rendered(source)).toBe(expected);
});

test('places are those of the source', () => {
  const { errors } = new CompiledTemplate('page', '<p>\n<script>a</script><b th:text="${">x</b>', { nonce: 'N' });

  expect(errors[0]?.place.position).toEqual({ line: 2, column: 33 });
});
