import { recordOf } from '#thymeleaf/value';
import { templateScope } from '../../../../../test/support/template-scope.js';
import { parseHandlebars } from './parse-handlebars.js';
import { renderHandlebars } from './render-handlebars.js';

function rendered(source: string, v: string | number): string {
  const { environment, budget } = templateScope();
  const template = parseHandlebars('page', source);
  const model = recordOf([
    ['v', v],
    ['list', [v, v]],
  ]);
  return renderHandlebars('page', { model, environment, budget, find: (name) => ({ name, template }) });
}

const QUOTES = `'"\``;

describe('values stand where they are put as the place wants them (V-79, V-82)', () => {
  test.each([
    ['<p>{{v}}</p>', '<p>&#39;&quot;`</p>'],
    ['<p title="{{v}}" class=\'{{v}}\'>', `<p title="&#39;&quot;\`" class='&#39;&quot;\`'>`],
    ['<p title={{v}} id=a{{v}}>', '<p title=&#39;&quot;&#96; id=a&#39;&quot;&#96;>'],
    ['<script>a = {{v}};</script>', String.raw`<script>a = "\u0027\"\u0060";</script>`],
    ["<script>a = '{{v}}';</script>", String.raw`<script>a = '\u0027\"\u0060';</script>`],
    [
      '<script>/* it’s */ a = "{{v}}" + {{v}};</script>',
      String.raw`<script>/* it’s */ a = "\u0027\"\u0060" + "\u0027\"\u0060";</script>`,
    ],
    ['<script>a = `${ {{v}} }{{v}}`</script>', `<script>a = \`\${ "\\u0027\\"\\u0060" }\\u0027\\"\\u0060\`</script>`],
    [
      '<script>{{#each list}}f("{{this}}");{{/each}}</script>',
      `<script>${String.raw`f("\u0027\"\u0060");`.repeat(2)}</script>`,
    ],
    ['<script type="text/template"><b>{{v}}</b></script>', '<script type="text/template"><b>&#39;&quot;`</b></script>'],
    ['<style>a { b: {{v}}; c: "{{v}}" }</style>', '<style>a { b: \\27 \\22 \\`; c: "\\27 \\22 `" }</style>'],
    ['<p style="color: {{v}}">', '<p style="color: \\27 \\22 \\`">'],
    [
      `<p onclick="f('{{v}}', {{v}})">`,
      String.raw`<p onclick="f('\u0027\&quot;\u0060', &quot;\u0027\&quot;\u0060&quot;)">`,
    ],
    ['<!-- {{v}} --><title>{{v}}</title>', '<!-- &#39;&quot;` --><title>&#39;&quot;`</title>'],
  ])('%s', (source, expected) => {
    expect(rendered(source, QUOTES)).toBe(expected);
  });

  test.each([
    ['<a href="{{v}}">', 'javascript:x()', '<a href="#">'],
    ['<a href="{{v}}">', 'https://a.example/?b=c', '<a href="https://a.example/?b=c">'],
    ['<a href="java{{v}}">', 'script:x()', '<a href="java#">'],
    ['<a href="/x?y={{v}}">', 'a:b', '<a href="/x?y=a:b">'],
    ['<a href={{v}}>', 'javascript:x()', '<a href=#>'],
    ['<p title={{v}} id=x>', '', '<p title="" id=x>'],
    ['<p title={{v}}>', 'x onfocus=y', '<p title=x&#32;onfocus&#61;y>'],
    ['<script>a = "b\\\\{{{v}}}"</script>', '"x', '<script>a = "b\\\\\\"x"</script>'],
    ['<p data-{{v}}="x">', 3, '<p data-3="x">'],
  ])('%s with %s', (source, v, expected) => {
    expect(rendered(source, v)).toBe(expected);
  });

  test.each(['<p {{v}}>', '<p data-{{v}}>', '<{{v}}>', '</{{v}}>', '<!{{v}}>', '<iframe srcdoc="{{v}}">'])(
    'a text is no part of a tag: %s',
    (source) => {
      expect(() => rendered(source, 'x')).toThrow(/tag|page inside/);
    },
  );
});
