import { jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSkin } from '../skin-pages/compiled-skin.js';
import { skinPageNames } from '../skin-pages/skin-page-names.js';
import { stockFlavours, type StockFlavour } from '../skin-pages/stock-pages.js';
import { SkinProperties } from '../skin-properties.port.js';
import { builtInFiles } from './built-in-files.js';
import { checkMadePage } from './check-made-page.js';
import { checkSkin } from './check-skin.js';
import { findingCodes, type FindingCode } from './finding-codes.js';
import { MOST_FINDINGS } from './ordered-findings.js';

const identity = { groupId: 'org.example', artifactId: 'clinic', version: '1.0' };
const settings = (changes: Partial<Record<keyof SkinProperties, unknown>> = {}) =>
  Object.assign(new SkinProperties(), { milliseconds: 1_000 }, changes);
const compiledOf = (files: Readonly<Record<string, string | Buffer>>) =>
  compileSkin(
    {
      ...{ identity, sha256: 'a'.repeat(64) },
      files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const)),
    },
    true,
  );
const report = (files: Readonly<Record<string, string | Buffer>>, changes = {}) =>
  checkSkin(compiledOf(files), settings(changes));

const FORM = '<form method="post"><input name="username"><input name="password" type="password"></form>';
/** A sound sign-in page with something more in it, which stands in line 2. */
const page = (more: string): Record<string, string> => ({ 'userlogin.html': `${FORM}\n${more}` });

interface Case {
  readonly code: FindingCode;
  readonly files: Readonly<Record<string, string>>;
  readonly at?: readonly [file: string, line?: number, column?: number];
  readonly says?: string;
  readonly settings?: object;
}

const cases: readonly Case[] = [
  { code: 'template-syntax', files: page('<p th:text="${"></p>'), at: ['userlogin.html', 2] },
  { code: 'template-refused', files: page(`<p th:text="\${T(java.lang.Runtime).x}"></p>`), at: ['userlogin.html', 2] },
  {
    code: 'template-too-large',
    files: page(`<p th:text="\${${'1 + '.repeat(400)}1}"></p>`),
    at: ['userlogin.html', 2],
  },
  { code: 'template-unused', files: { ...page(''), 'other.html': '<p></p>' }, at: ['other.html'] },
  { code: 'page-missing', files: page(''), settings: { error: '/oops.html' }, says: 'skin.error_page.template' },
  { code: 'no-pages', files: { 'messages.properties': 'a=b' } },
  {
    code: 'page-fails',
    files: page('<p th:text="${client_name.nothing.at.all}"></p>'),
    ...{ at: ['userlogin.html', 2], says: 'normal' },
  },
  { code: 'page-fails', files: page('<p th:text="${errorMessage.length()}"></p>'), says: '(empty)' },
  { code: 'variable-unknown', files: page('<p th:text="${client_nam}"></p>'), says: 'did you mean client_name' },
  { code: 'variable-unknown', files: page('<p th:text="${statusCode}"></p>'), says: 'it is of error' },
  { code: 'variable-unknown', files: page('<p th:text="${skin.id2}"></p>'), says: 'reads id2 of skin' },
  { code: 'object-unknown', files: page('<p th:if="${#string.isEmpty(client_id)}"></p>'), says: '#strings' },
  { code: 'method-unknown', files: page('<p th:if="${#strings.isEmty(client_id)}"></p>'), says: 'isEmpty' },
  { code: 'fragment-missing', files: page('<p th:insert="~{fragments/foot :: x}"></p>'), at: ['userlogin.html', 2] },
  {
    code: 'fragment-missing',
    files: { ...page('<p th:insert="~{foot :: y}"></p>'), 'foot.html': '<p th:fragment="x"></p>' },
    says: 'foot :: y',
  },
  { code: 'fragment-optional', files: page('<p th:insert="~{foot :: x} ?: ~{}"></p>') },
  { code: 'message-missing', files: page('<p th:text="#{title}"></p>'), says: 'title, which no bundle has' },
  {
    code: 'message-missing',
    files: { ...page('<p th:text="#{title}"></p>'), 'messages_fr.properties': 'title=T' },
    says: 'not there in en',
  },
  {
    code: 'message-untranslated',
    files: {
      ...page('<p th:text="#{title}"></p>'),
      ...{ 'messages.properties': 'title=T', 'messages_fr.properties': 'x=y', 'messages_en_GB.properties': 'x=y' },
    },
    says: 'no words in fr',
  },
  { code: 'form-field-missing', files: { 'userlogin.html': '<h1>Sign in</h1>' }, says: 'user name' },
  { code: 'form-field-missing', files: { 'usertfa.html': FORM }, says: 'code' },
  { code: 'form-field-missing', files: { 'userapprove.html': FORM }, says: 'decision' },
  {
    code: 'form-target-unknown',
    files: { 'userlogin.html': FORM.replace('post"', 'post" action="/enter.php"') },
    at: ['userlogin.html', 1, 1],
  },
  { code: 'form-target-other', files: page('<form method="post" action="/poll"></form>'), at: ['userlogin.html', 2] },
  { code: 'form-target-elsewhere', files: page('<form method="post" action="https://elsewhere.example/x"></form>') },
  { code: 'form-get-secret', files: page('<form><input type="password" name="p"></form>'), at: ['userlogin.html', 2] },
  { code: 'form-broken', files: page('<form method="post"><form method="post"></form></form>'), says: 'in a form' },
  { code: 'form-broken', files: page('<form method="post">'), says: 'without an end' },
  { code: 'unescaped-data', files: page('<p th:utext="${client_name}"></p>'), at: ['userlogin.html', 2] },
  { code: 'unescaped-data', files: page('<p>[(${client_name})]</p>'), says: '[(…)]' },
  { code: 'external-host', files: page('<script src="https://cdn.example/x.js"></script>'), says: 'cdn.example' },
  {
    code: 'external-integrity',
    files: page('<script src="https://cdn.example/x.js"></script>'),
    settings: { externalHosts: ['https://*.example'] },
  },
  { code: 'file-missing', files: page('<img th:src="@{/resources/logo.png}">'), says: 'resources/logo.png' },
  {
    code: 'file-missing',
    files: { ...page(''), 'resources/css/a.css': 'p{}\n b { background: url("../img/x.png?v=1") }' },
    ...{ at: ['resources/css/a.css', 2, 18], says: 'resources/img/x.png' },
  },
  { code: 'file-not-served', files: page('<img src="/images/logo.png">') },
  { code: 'blocked-code', files: page('<a href="javascript:go()">x</a>') },
  { code: 'blocked-code', files: page('<base href="https://cdn.example/">') },
  { code: 'handler-made', files: page('<b th:onclick="go([[${#lists.size(scopes)}]])">x</b>') },
  { code: 'handler-of-texts', files: page(`<b th:onclick="'go(' + \${client_id} + ')'">x</b>`) },
  { code: 'old-construct', files: page('<p th:text="${#httpServletRequest.method}"></p>') },
];

/** A sign-in page of Handlebars; what is more in it stands in line 2. */
const handlebarsPage = (more: string): Record<string, string> => ({ 'userlogin.hbs': `${FORM}\n${more}` });
const handlebarsCases: readonly Case[] = [
  { code: 'template-syntax', files: handlebarsPage('<p>{{#if a}}</p>'), at: ['userlogin.hbs', 2] },
  {
    code: 'template-refused',
    files: handlebarsPage('{{shout client_id}}'),
    at: ['userlogin.hbs', 2, 1],
    says: 'shout',
  },
  { code: 'template-refused', files: handlebarsPage('{{> (lookup skin "id")}}'), says: 'cannot be computed' },
  {
    code: 'template-refused',
    files: { ...handlebarsPage(''), 'partials/a.hbs': '\n{{*x}}' },
    at: ['partials/a.hbs', 2],
  },
  { code: 'template-too-large', files: handlebarsPage('{{#if a}}'.repeat(400) + '{{/if}}'.repeat(400)) },
  { code: 'page-fails', files: handlebarsPage('{{> foot}}'), at: ['userlogin.hbs', 2, 1], says: 'no partial "foot"' },
  {
    code: 'page-fails',
    files: handlebarsPage('<{{client_name}}>'),
    at: ['userlogin.hbs', 2, 2],
    says: 'part of a tag',
  },
  {
    code: 'page-fails',
    files: { ...handlebarsPage('{{> foot}}'), 'partials/foot.hbs': '<b>\n {{skin.constructor}}</b>' },
    at: ['partials/foot.hbs', 2, 2],
  },
  { code: 'message-missing', files: handlebarsPage('{{message "title"}}'), says: 'prints the message title' },
  { code: 'form-field-missing', files: { 'userlogin.hbs': '{{#if a}}' + FORM + '{{/if}}' }, says: 'password' },
  {
    code: 'form-broken',
    files: handlebarsPage('{{#each scopes}}<form method="post">{{/each}}<form>'),
    says: 'in a form',
  },
];

test.each([...cases, ...handlebarsCases])(
  'skins 5.5: finds $code ($says)',
  async ({ code, files, at, says = '', settings: changes = {} }) => {
    const { findings } = await report(files, changes);

    const found = findings.filter((one) => one.code === code);
    const [file, line, column] = at ?? [];
    const place = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
    const told = found.map(({ problem, remedy }) => `${problem}. ${remedy}.`);
    expect({ told, all: findings }).toMatchObject({
      told: expect.arrayContaining([expect.stringContaining(says)]) as unknown,
    });
    expect(found[0]).toMatchObject({ ...(file !== undefined && { file }), ...(line !== undefined && { place }) });
  },
);

test('a page whose template has a mistake is told with what it cannot be made with, and its mistake only once', async () => {
  const { pages, findings } = await report(page('<p th:text="${T(java.lang.Runtime).x}"></p>'));

  expect(pages.find((one) => one.page === 'login')).toMatchObject({ state: 'skin', fails: [...stockFlavours] });
  expect(findings.map(({ code }) => code)).toEqual(['template-refused']);
});

const BELOW: readonly FindingCode[] = ['package', 'hostile-text', 'check-ended'];
const covered = new Set<string>([...cases.map(({ code }) => code), ...BELOW]);
test.each(Object.keys(findingCodes))('%s has a case', (code) => {
  expect(covered).toContain(code);
});

test('package: what was found when the JAR was read is in the report, with its own gravity', async () => {
  const before = { severity: 'error', file: 'x.txt', problem: 'is not in UTF-8', remedy: 'Save it as UTF-8' } as const;
  const { findings } = await checkSkin(compiledOf(page('<p th:if="${x.y}"></p>')), settings(), [before]);

  expect(findings.find(({ code }) => code === 'package')).toEqual({ code: 'package', ...before });
});

test.each([
  '<img src=x onerror=alert(1)>',
  `<p title='' onfocus='alert(1)'>x</p>`,
  '<p>"><script>alert(1)</script></p>',
])('hostile-text: V-82: %s', (html) => {
  const codesOf = (flavour: StockFlavour) =>
    checkMadePage('userlogin.html', html, flavour).findings.map(({ code, severity }) => [code, severity]);

  expect(codesOf('hostile')).toEqual([['hostile-text', 'error']]);
  // The skin's own code is no text of anybody.
  expect(codesOf('normal')).toEqual([]);
});

test('check-ended: V-81: a look that takes too long ends, and says so', async () => {
  const files = { ...page('<p th:text="${client_nam}"></p>'), 'usererror.html': '<p th:text="${nothing.at.all}"></p>' };
  const compiled = compiledOf(files);
  let time = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (time += 5_000));
  const { findings, pages } = await checkSkin(compiled, settings());
  clock.mockRestore();

  expect(findings).toContainEqual(expect.objectContaining({ code: 'check-ended', severity: 'warning' }));
  expect(findings.map(({ code }) => code)).not.toContain('page-fails');
  expect(pages.map(({ page: name }) => name)).toEqual(skinPageNames);
});

test('a page of Handlebars without a mistake has no finding', async () => {
  const { findings, pages } = await report({
    'userlogin.hbs': `<h1>{{message "title" client_name}}</h1>{{#each federatedServers}}{{name}}{{/each}}{{> foot}}${FORM}`,
    ...{ 'partials/foot.hbs': '<p>{{{skin.id}}} {{lookup param "error"}}</p>', 'messages.properties': 'title=For {0}' },
  });

  expect(findings).toEqual([]);
  expect(pages[0]).toMatchObject({ page: 'login', state: 'skin', file: 'userlogin.hbs' });
  expect(pages[0]).not.toHaveProperty('fails');
});

test('what is local, what the engine has and what is known is no finding', async () => {
  const { findings } = await report({
    'userlogin.html': `<html th:with="title='x'"><p th:text="\${title} + \${param.error} + \${_csrf.token} + \${#locale.language}"></p>
      <p th:each="server, stat : \${federatedServers}" th:text="\${server.name} + \${stat.index}"></p>
      <link rel="stylesheet" th:href="@{/resources/signin.css}">
      <a href="https://clinic.example/help">Help</a><img src="data:image/png;base64,AAAA">
      <p th:text="\${#authentication?.principal?.username}"></p><p th:replace="~{part :: foot(\${client_name})}"></p>
      <form method="post" th:action="@{/login}"><input name="j_username"><input name="j_password"></form></html>`,
    'part.html': '<p th:fragment="foot(name)" th:text="${name}"></p>',
  });

  expect(findings).toEqual([]);
});

test('the sample skin is sound, and every page of it is there', async () => {
  const folder = 'skins/sample';
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/README|skin\.json/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path)] as const);

  const { findings, pages, thymeleaf } = await report(Object.fromEntries(files));

  expect(findings).toEqual([]);
  expect(pages.map(({ state }) => state)).toEqual(pages.map(() => 'skin'));
  expect(thymeleaf).toBe('3.1');
});

test('the report has the pages, the line of Thymeleaf, and the gravest first', async () => {
  const { findings, ...rest } = await report(
    page('<p th:text="${client_nam} + ${#request.method} + ${#nothing.x()}"></p>'),
  );

  expect(rest).toMatchObject({ identity, thymeleaf: '3.0', omitted: 0 });
  expect(rest.pages[0]).toEqual({
    ...{ page: 'login', title: 'sign-in', setting: 'skin.login_page.template', state: 'skin', file: 'userlogin.html' },
    fails: ['normal', 'empty', 'hostile', 'long', 'right-to-left'],
  });
  expect(rest.pages[3]).toMatchObject({ page: 'error', state: 'built-in' });
  const grave = ['error', 'warning', 'note'];
  const order = findings.map(({ severity }) => grave.indexOf(severity));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(JSON.parse(JSON.stringify({ findings, ...rest }))).toEqual({ findings, ...rest });
});

test('V-80, V-95: what is found is bounded in number, and the rest is counted', async () => {
  const many = Array.from({ length: 450 }, (_, at) => `<p th:text="\${zzz${String(at)}}"></p>`).join('\n');
  const { findings, omitted } = await report(page(many));

  expect(findings).toHaveLength(MOST_FINDINGS);
  expect(omitted).toBeGreaterThan(100);
});

test('the list of built-in files is that of the folder', () => {
  expect([...builtInFiles].toSorted()).toEqual(
    readdirSync('views/signin/assets')
      .map((name) => `resources/${name}`)
      .toSorted(),
  );
});
