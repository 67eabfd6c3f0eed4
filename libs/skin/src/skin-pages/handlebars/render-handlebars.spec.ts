import { Budget, defaultRenderLimits, type RenderLimits } from '#thymeleaf/limits';
import type { Environment } from '#thymeleaf/scope';
import { TemplateError } from '#thymeleaf/template-error';
import { ENTRIES, MarkupText, PRINTED, recordOf, type ValueRecord } from '#thymeleaf/value';
import { parseHandlebars } from './parse-handlebars.js';
import { renderHandlebars } from './render-handlebars.js';

const environment: Environment = {
  ...{
    locale: 'fr-CA',
    contextPath: '',
    timeZone: 'UTC',
    now: new Date(0),
    objects: recordOf([]),
    parameters: recordOf([]),
  },
  message: (key) => (key === 'hello' ? 'Bonjour {0}' : undefined),
  ...{ escapesModelText: true, handlers: 'strict', notice: () => undefined },
};
const openid = Object.assign(Object.create(null) as object, { scope: 'openid', [PRINTED]: 'openid' }) as ValueRecord;
const model: ValueRecord = recordOf([
  ['name', '<b>"\'&'],
  ['trusted', new MarkupText('<i>x</i>')],
  ['list', ['a', 'b', 'c']],
  ['nobody', null],
  ['empty', []],
  ['zero', 0],
  ['yes', true],
  [
    'user',
    recordOf([
      ['name', 'Ada'],
      ['mail', null],
    ]),
  ],
  ['scopes', Object.assign([openid], { [ENTRIES]: recordOf([['openid', 'true']]) })],
]);

function render(source: string, partials: Readonly<Record<string, string>> = {}, limits: Partial<RenderLimits> = {}) {
  const sources = new Map([['page', source], ...Object.entries(partials)]);
  const find = (name: string) => {
    const text = sources.get(name);
    return text === undefined ? undefined : { name, template: parseHandlebars(name, text) };
  };
  const budget = new Budget({ ...defaultRenderLimits, ...limits }, () => 0);
  return renderHandlebars('page', { model, environment, budget, find });
}

test.each([
  ['{{name}}', '&lt;b&gt;&quot;&#39;&amp;'],
  ['{{{name}}}', '&lt;b&gt;&quot;&#39;&amp;'],
  ['{{{trusted}}}', '<i>x</i>'],
  ['{{trusted}}', '&lt;i&gt;x&lt;/i&gt;'],
  ['{{user.name}} {{user/name}} {{this.user.name}} {{user.[name]}}', 'Ada Ada Ada Ada'],
  ['{{nobody}}{{unknown.of.it}}', ''],
  ['{{#if user}}1{{else if yes}}2{{else}}3{{/if}}', '1'],
  ['{{#if nobody}}1{{else if yes}}2{{else}}3{{/if}}', '2'],
  ['{{#if empty}}1{{/if}}{{#if zero}}2{{/if}}{{#unless zero}}3{{/unless}}', '3'],
  ['{{#each list}}{{@index}}{{this}}{{#unless @last}},{{/unless}}{{/each}}', '0a,1b,2c'],
  ['{{#each list}}{{#if @first}}{{../user.name}}{{/if}}{{/each}}', 'Ada'],
  ['{{#each user}}{{@key}}={{this}};{{/each}}', 'name=Ada;mail=;'],
  ['{{#each list as |item index|}}{{index}}{{item}}{{/each}}', '0a1b2c'],
  ['{{#each empty}}x{{else}}none{{/each}}', 'none'],
  ['{{#each list}}{{#each ../list}}{{@root.user.name}}{{/each}}{{/each}}', 'Ada'.repeat(9)],
  ['{{#with user}}{{name}}{{/with}}{{#with nobody}}x{{else}}none{{/with}}', 'Adanone'],
  ['{{#user}}{{name}}{{/user}}{{^nobody}}none{{/nobody}}{{#list}}{{this}}{{/list}}', 'Adanoneabc'],
  ['{{#each scopes}}{{this}}:{{scope}}{{/each}}{{scopes.openid}}{{scopes.length}}', 'openid:openidtrue1'],
  ['{{lookup user "name"}}{{lookup list 1}}', 'Adab'],
  ['{{message "hello" user.name}}', 'Bonjour Ada'],
  ['{{message "no"}}', '??no_fr_CA??'],
  ['{{! nothing }}{{!-- {{name}} --}}\\{{name}}', '{{name}}'],
])('%s', (source, expected) => {
  expect(render(source)).toBe(expected);
});

test('partials have the context, another one, and what is handed to them', () => {
  const partials = { 'parts/who': '[{{name}}{{greeting}}]' };

  expect(render('{{> parts/who user greeting="!"}}{{#with user}}{{> parts/who}}{{/with}}', partials)).toBe(
    '[Ada!][Ada]',
  );
});

test.each([
  ['refused', '{{constructor.constructor}}'],
  ['refused', '{{lookup user "__proto__"}}'],
  ['refused', '{{user.valueOf}}'],
  ['refused', '{{lookup user "hasOwnProperty"}}'],
  ['refused', '{{user.getClass}}'],
  ['refused', '{{#with user}}{{__lookupGetter__}}{{/with}}'],
  ['refused', '{{shout name}}'],
  ['refused', '{{#repeat 3}}x{{/repeat}}'],
  ['refused', '{{> (lookup user "name")}}'],
  ['refused', '{{#> layout}}x{{/layout}}'],
  ['refused', '{{* decorate}}'],
  ['unknown', '{{> nothing}}'],
  ['syntax', '{{#if user}}'],
  ['syntax', '{{'],
])('CVE-2026-33916, V-80: %s: %s', (fault, source) => {
  expect(() => render(source)).toThrow(expect.objectContaining({ fault }) as Error);
});

test.each([
  ['{{#each list}}{{#each ../list}}{{name}}{{/each}}{{/each}}', { steps: 20 }],
  ['{{#each list}}x{{/each}}', { items: 2 }],
  ['{{> page}}', { depth: 10 }],
  ['{{#each list}}0123456789{{/each}}', { characters: 20 }],
])('V-81: %s stops at its limits', (source, limits) => {
  expect(() => render(source, {}, limits)).toThrow(expect.objectContaining({ fault: 'limit' }) as Error);
});

test('a mistake is where it stands', () => {
  const found = (): TemplateError | undefined => {
    try {
      render('\n  {{> nothing}}');
    } catch (error) {
      return error as TemplateError;
    }
    return undefined;
  };
  expect(found()?.place).toMatchObject({ template: 'page', position: { line: 2, column: 3 } });
});

test('values are own properties of records only', () => {
  expect(render('{{name.length}}{{list.map}}{{user.toString}}')).toBe('');
});

test.each([
  ['a script of blanks', `<script>${' '.repeat(500_000)}</script>{{name}}`],
  ['a style sheet', `<style>${'a{} '.repeat(125_000)}</style>{{name}}`],
  ['ends of a script that are none', `<script>${'</script'.repeat(62_500)}`],
  ['an attribute', `<p title="${'x '.repeat(250_000)}">`],
])('V-81: %s is followed in the time that it is long', (_what, source) => {
  const before = process.threadCpuUsage();

  render(source, {}, { characters: 1_000_000 });

  const { user, system } = process.threadCpuUsage(before);
  expect(user + system).toBeLessThan(2_000_000);
});

test('an end of a script is found wherever pieces of the template meet', () => {
  expect(render('<script>{{#if yes}}</scr{{/if}}ipt>{{name}}')).toBe('<script></script>&lt;b&gt;&quot;&#39;&amp;');
  expect(render('<script>"</scriptures>{{zero}}</SCRIPT >{{name}}')).toBe(
    '<script>"</scriptures>0</SCRIPT >&lt;b&gt;&quot;&#39;&amp;',
  );
});

test('V-95: a template with too much between braces is refused before it is parsed', () => {
  expect(() => parseHandlebars('page', '{{#if a}}x{{/if}}'.repeat(10_000))).toThrow(/too many parts/);
});
