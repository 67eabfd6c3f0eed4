import fc from 'fast-check';
import { CompiledTemplate } from '#thymeleaf/template/compile-template';
import { CompiledTemplates } from '#thymeleaf/template/compiled-templates';
import { renderTemplate } from '#thymeleaf/template/render-template';
import { environment } from '#thymeleaf/template/testing/rendering';
import { recordOf } from '#thymeleaf/value';
import { attributeOf, htmlTags } from './html-tags.js';

const PIECES = [
  ...['<script>', '</script>', '<style>', '</style>', '<title>', '</title>', '<textarea>', '<p title="', "<p title='"],
  ...['<!--', '-->', '--!>', '<!-->', '<!--[if IE]>', '<![endif]-->', '<![CDATA[', ']]>', '<?', '?>', '<!x', '</', '<'],
  ...['"', "'", '>', '/', ' ', '=', 'a', '[[${x}]]', '[(${x})]', '<!--/*/', '/*/-->', '<script type="text/template">'],
  ...['<noscript>', '</noscript>', '<svg>', '<b th:text="${x}">', '<script th:inline="javascript">', '/*', '*/', '`'],
];
const X = '";pwn()';

/** As the engine makes a page of it; nothing where it refuses to. */
function rendered(source: string): string {
  const page = new CompiledTemplate('page', source, { nonce: 'N' });
  const rendering = { model: recordOf([['x', X]]), environment, now: () => 0 };
  try {
    return renderTemplate(new CompiledTemplates(new Map([['page', page]])), 'page', rendering);
  } catch {
    return '';
  }
}

test('R-16, V-82: no script runs, as browsers read a page, that the engine took for something else', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
      const html = rendered(pieces.join(''));
      const tags = htmlTags(html);
      for (const [index, tag] of tags.entries()) {
        if (attributeOf(tag, 'nonce') !== 'N' || attributeOf(tag, 'type') !== undefined) continue;
        const code = html.slice(tag.end, tags[index + 1]?.start ?? html.length);
        // What is written for markup has this in place of the quote.
        if (code.includes('&quot;')) throw new Error(html);
      }
    }),
    { numRuns: 2_000 },
  );
});
