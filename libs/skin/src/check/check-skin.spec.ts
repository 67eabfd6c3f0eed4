import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSkin } from '../skin-pages/compiled-skin.js';
import { stockFlavours } from '../skin-pages/stock-pages.js';
import { SkinProperties } from '../skin-properties.port.js';
import { builtInFiles } from './built-in-files.js';
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

test.each(cases)('skins 5.5: finds $code ($says)', async ({ code, files, at, says = '', settings: changes = {} }) => {
  const { findings } = await report(files, changes);

  const found = findings.filter((one) => one.code === code);
  const [file, line, column] = at ?? [];
  const place = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
  const told = found.map(({ problem, remedy }) => `${problem}. ${remedy}.`);
  expect({ told, all: findings }).toMatchObject({
    told: expect.arrayContaining([expect.stringContaining(says)]) as unknown,
  });
  expect(found[0]).toMatchObject({ ...(file !== undefined && { file }), ...(line !== undefined && { place }) });
});

test('a page whose template has a mistake is told with what it cannot be made with, and its mistake only once', async () => {
  const { pages, findings } = await report(page('<p th:text="${T(java.lang.Runtime).x}"></p>'));

  expect(pages.find((one) => one.page === 'login')).toMatchObject({ state: 'skin', fails: [...stockFlavours] });
  expect(findings.map(({ code }) => code)).toEqual(['template-refused']);
});

const covered = new Set<string>(cases.map(({ code }) => code));
const ELSEWHERE = ['package', 'template-too-large', 'template-unknown-name', 'hostile-text', 'check-ended'];
test.each(Object.keys(findingCodes).filter((code) => !ELSEWHERE.includes(code)))('%s has a case', (code) => {
  expect(covered).toContain(code);
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
