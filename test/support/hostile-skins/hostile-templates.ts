import type { SeededRandom } from '../seeded-random.js';
import { oneOf, someOf, type Maker } from './choosing.js';
import { hostileExpression, hostileInner } from './hostile-expressions.js';

const DIRECTIVES = [
  ...['text', 'utext', 'if', 'unless', 'each', 'switch', 'case', 'with', 'object', 'attr', 'attrappend', 'attrprepend'],
  ...[
    'insert',
    'replace',
    'include',
    'fragment',
    'remove',
    'inline',
    'block',
    'assert',
    'ref',
    'field',
    'errors',
    'value',
  ],
  ...[
    'href',
    'src',
    'action',
    'style',
    'class',
    'classappend',
    'onclick',
    'onerror',
    'srcdoc',
    'content',
    'xlink:href',
  ],
  ...[
    'checked',
    'selected',
    'title',
    'data',
    'name',
    'id',
    'lang-xmllang',
    'alt-title',
    'errorclass',
    'substituteby',
    'xx',
  ],
];
const ELEMENTS = [
  'p',
  'a',
  'form',
  'input',
  'select',
  'option',
  'textarea',
  'script',
  'style',
  'svg',
  'math',
  'title',
  'th:block',
  'table',
  'tr',
  'iframe',
  'object',
  'template',
  'noscript',
  'meta',
  'base',
  'plaintext',
  'xmp',
];

function element(chance: SeededRandom): string {
  const name = oneOf(chance, ELEMENTS);
  const attributes = someOf(chance, [0, 3], (each) => {
    const prefix = oneOf(each, ['th:', 'th:', 'th:', 'data-th-', 'sec:', 'layout:', 'TH:', 'th-', '']);
    return ` ${prefix}${oneOf(each, DIRECTIVES)}="${hostileExpression(each)}"`;
  });
  const content = chance.oneIn(3)
    ? ''
    : chance.oneIn(2)
      ? `[[${hostileInner(chance)}]]`
      : `[(\${${hostileInner(chance)}})]`;
  return `<${name}${attributes.join('')}>${content}${chance.oneIn(5) ? '' : `</${name}>`}`;
}

const many = (chance: SeededRandom, most: number): number => chance.between(1, chance.oneIn(4) ? most : 50);

/** Shapes that take much of one thing. */
const bombs: readonly Maker[] = [
  (chance) => '<p th:each="i : ${#numbers.sequence(1, 9999)}">'.repeat(many(chance, 40)) + '[[${i}]]',
  () => '<p th:each="i : ${#numbers.sequence(1, 1000000000)}"></p>',
  () => '<p th:each="i : ${#numbers.sequence(1, 9999)}"><i th:each="j : ${#numbers.sequence(1, 9999)}"></i></p>',
  () => '<div th:fragment="a"><p th:replace="~{:: a}">x</p></div>',
  () =>
    '<div th:fragment="a(x)"><p th:replace="~{:: a(${x + x})}">x</p></div><p th:insert="~{:: a(${client_name})}"></p>',
  () =>
    '<div th:fragment="a"><p th:insert="~{:: b}"></p><p th:insert="~{:: b}"></p></div><div th:fragment="b"><p th:insert="~{:: a}"></p><p th:insert="~{:: a}"></p></div>',
  () => '<html layout:decorate="~{userlogin}"><body layout:fragment="content">x</body></html>',
  () => '<html layout:decorate="~{layouts/a}"><p th:replace="~{layouts/a}">x</p></html>',
  (chance) => '<b>'.repeat(many(chance, 60_000)),
  (chance) => '<'.repeat(many(chance, 200_000)),
  (chance) => '<!--'.repeat(many(chance, 60_000)),
  (chance) => '<!--/*-->'.repeat(many(chance, 30_000)),
  (chance) => '<!--/*/ '.repeat(many(chance, 30_000)),
  (chance) => '[['.repeat(many(chance, 100_000)),
  (chance) =>
    `<script th:inline="javascript">${oneOf(chance, ['/*[[', '[# th:if="${true}"]', "'`/*", '/', '[(', '`${', '\\'])}`.repeat(
      1,
    ) + '[#'.repeat(many(chance, 40_000)),
  (chance) =>
    `<script>${oneOf(chance, ['`${', "'", '/*', '//', '/', '{', '"\\']).repeat(
      many(chance, 30_000),
    )}[[\${client_name}]]</script>`,
  (chance) =>
    `<style>${oneOf(chance, ['/*', "'", '[(', '\\']).repeat(many(chance, 30_000))}[[\${client_name}]]</style>`,
  (chance) => `<p ${'a'.repeat(many(chance, 200_000))}="x">`,
  (chance) =>
    `<p ${Array.from({ length: many(chance, 3_000) }, (_, n) => `th:a${String(n)}="\${client_name}"`).join(' ')}>x</p>`,
  (chance) => `<p th:text="\${${'('.repeat(many(chance, 30_000))}1">x</p>`,
  (chance) => `<p th:text="\${${'a.'.repeat(many(chance, 30_000))}a}">x</p>`,
  (chance) => `<p th:text="\${'a'${" + 'a'".repeat(many(chance, 3_000))}}">x</p>`,
  (chance) =>
    `<p th:with="a=\${client_name}${Array.from({ length: many(chance, 60) }, () => ',a=${a + a}').join('')}" th:text="\${a}">x</p>`,
  (chance) => `<p th:text="${'__${'.repeat(many(chance, 500))}7*7${'}__'.repeat(chance.between(0, 60))}">x</p>`,
  (chance) =>
    `<p th:text="#{${'a'.repeat(many(chance, 5_000))}}">x</p><p th:text="#{m19}">x</p><p th:utext="#{lol}">x</p>`,
  (chance) => `<!DOCTYPE html [${'<!ENTITY a "&a;&a;">'.repeat(many(chance, 2_000))}]><p>&a;</p>`,
  () => '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p th:text="${client_name}">&e;</p>',
  (chance) =>
    `<p th:insert="~{${oneOf(chance, ['/etc/passwd', 'file:///etc/passwd', '../../../etc/passwd', 'http://evil.example/x', 'classpath:x', '__${client_name}__', 'userlogin :: ${7*7}', 'C:/x'])}}">x</p>`,
  (chance) =>
    `<p th:replace="~{userlogin :: ${oneOf(chance, ['//*[@a=', '#', '..', '[[', '//p[1][2][3]', '%x', '.a.b.c#d', '/'.repeat(500), 'a '.repeat(500)])}}">x</p>`,
];

/** What is done to a template that was sound. */
const mutations: readonly ((source: string, chance: SeededRandom) => string)[] = [
  (source, chance) => source.slice(0, chance.between(0, source.length)),
  (source, chance) => spliced(source, chance, hostileExpression(chance)),
  (source, chance) => spliced(source, chance, element(chance)),
  (source, chance) => spliced(source, chance, oneOf(chance, bombs)(chance)),
  (source, chance) =>
    source.replaceAll(/\$\{[^}]*\}/g, (found) =>
      chance.oneIn(4) ? `\${${hostileInner(chance).replaceAll('"', '&quot;')}}` : found,
    ),
  (source, chance) =>
    source.replaceAll(oneOf(chance, ['"', '>', '<', '}', '{', '</']), (found) => (chance.oneIn(9) ? '' : found)),
  (source, chance) =>
    source.replaceAll(/<(\w+)/g, (found) => (chance.oneIn(12) ? `<${oneOf(chance, ELEMENTS)}` : found)),
  (source) => `\ufeff${source}`,
  (source) => source.split('').join('\0').slice(0, 60_000),
  (source) => source + source,
];

function spliced(source: string, chance: SeededRandom, piece: string): string {
  const at = chance.between(0, source.length);
  return source.slice(0, at) + piece + source.slice(at);
}

/** A hostile template: made of hostile pieces, or of a sound one. */
export function hostileTemplate(chance: SeededRandom, sound: readonly string[]): string {
  const made = chance.oneIn(3)
    ? oneOf(chance, bombs)(chance)
    : someOf(chance, [1, 12], (each) => (each.oneIn(9) ? oneOf(each, bombs)(each) : element(each))).join('\n');
  if (chance.oneIn(2)) return `<html><body>${made}</body></html>`;
  return someOf(chance, [1, 3], (each) => each).reduce(
    (source, each) => oneOf(each, mutations)(source, each),
    oneOf(chance, sound),
  );
}

const BLOCKS = [
  '{{#each .}}',
  '{{#if x}}',
  '{{#with scopes}}',
  '{{#each scopes}}',
  '{{/each}}',
  '{{/if}}',
  '{{else}}',
  '{{> userlogin}}',
  '{{> (lookup . "x")}}',
  '{{> ../../etc/passwd}}',
  '{{#> a}}',
  '{{* x}}',
];

/** A hostile template for Handlebars. */
export function hostileHandlebars(chance: SeededRandom): string {
  const piece: Maker = (each) =>
    each.oneIn(2)
      ? oneOf(each, BLOCKS).repeat(each.oneIn(9) ? each.between(1, 3_000) : 1)
      : `<p ${oneOf(each, ['title=', 'onclick="', "style='", '', 'href="'])}{{${'{'.repeat(each.between(0, 2))}${oneOf(each, ['constructor', '__proto__.x', 'lookup . "constructor"', 'this', '@root', '../..', 'client_name', 'message client_name', '"x"', hostileInner(each)])}}}>`;
  return someOf(chance, [1, 12], piece).join('');
}

/** Bundles whose messages are made of each other, and of nonsense. */
export function hostileBundle(chance: SeededRandom): string {
  const lol = Array.from({ length: 20 }, (_, n) => `m${String(n)}={0}{0}{0}{0}{0}{0}{0}{0}{0}{0}`).join('\n');
  const odd = [
    'lol={0,choice,0#{0,choice,0#{0}}}',
    "lol='{'{0,number,#####################,###.######}",
    'lol={99999999999}',
    'lol={0,date,yyyy',
    `lol=${'{'.repeat(5_000)}`,
    'lol=\\u00',
    '=\n:\n\\',
  ];
  return `${lol}\n${oneOf(chance, odd)}\n`;
}
