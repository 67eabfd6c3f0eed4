import { createHash } from 'node:crypto';
import { DerivedSecrets } from '#keystore/sealing/derived-secrets';
import { previewToken, type PreviewGrant } from '#skin/preview/preview-token';
import { skinPageNames } from '#skin/skin-pages/skin-page-names';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { rowsOf } from '../support/rows.js';
import { signInPage, skinJar } from '../support/skin-jars.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { wardModule } from '../support/ward-module.js';

const viewer = administrator('viewer', ['VIEW_MODULE_CONFIG']);
const stranger = administrator('stranger', ['VIEW_METRICS']);
const ARCHIVE = { 'content-type': 'application/java-archive' };
const head = '<link rel="stylesheet" href="../resources/clinic.css"><script src="/resources/passkeys.js"></script>';
const jar = skinJar({
  'userlogin.html': `${head}<h1 th:text="#{hello}"></h1>${signInPage('in')}<i th:style="|background:url(@{/webjars/clinic/1.0/resources/logo.png})|"></i><script>go()</script><b th:text="\${client_name}"></b>`,
  'userapprove.html': '<p>\n<b th:text="${client_name.nothing.at.all}"></b></p>',
  'messages.properties': 'hello=Hello',
  'messages_fr.properties': 'hello=Bonjour',
  'resources/clinic.css': 'p{color:#000}',
  'resources/logo.png': 'not really',
});
const sha256 = createHash('sha256').update(jar).digest('hex');
const key = new DerivedSecrets(Buffer.from(TEST_ENCRYPTION_KEY, 'base64')).derive('skin-preview');
const later = new Date(Math.ceil(Date.now() / 1000) * 1000 + 600_000);
const grant: PreviewGrant = { moduleId: 'smart_auth', sha256, flavour: 'normal', expires: later };

/** A module that browsers see elsewhere than its listener does. */
const proxied = wardModule.map((line) =>
  line
    .replace('module.ward.', 'module.proxied.')
    .replace('=/ward', '=/inner')
    .replace('http://127.0.0.1:PORT/ward', 'http://localhost:PORT/outer/path'),
);

interface Preview {
  readonly identity: string;
  readonly expires: string;
  readonly pages: readonly { page: string; state: string; file?: string; problem?: string; url: string }[];
}

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [viewer, stranger], properties: [...wardModule, ...proxied] });
  await server.as().post('/skins', jar, ARCHIVE);
});
afterAll(() => server.stop());

const offer = (body: object = {}, skin = 'org.example%3Aclinic%3A1.0') =>
  server.as(viewer).post<Preview>(`/skins/${skin}/preview`, { moduleId: 'smart_auth', ...body });
const at = (token: string, rest = 'login', context = ''): string =>
  `${server.issuer}${context}/skin-preview/${token}/${rest}`;
const open = async (url: string) => {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie: 'session=x' } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const pageOf = async (name: string, body: object = {}) => {
  const { body: preview } = await offer(body);
  return open(preview.pages.find(({ page }) => page === name)?.url ?? '');
};

test('skins 5.6: whoever may see skins gets an address for every page of one that nobody wears, and it is on record', async () => {
  const { status, body } = await offer({ flavour: 'long', language: 'fr' });

  expect(status).toBe(200);
  expect(body).toMatchObject({ identity: 'org.example:clinic:1.0', sha256, flavour: 'long', language: 'fr' });
  expect(body.pages.map(({ page }) => page)).toEqual(skinPageNames);
  expect(body.pages.every(({ url }) => url.startsWith(`${server.issuer}/skin-preview/`))).toBe(true);
  expect(Date.parse(body.expires) - Date.now()).toBeGreaterThan(800_000);
  expect(Date.parse(body.expires) - Date.now()).toBeLessThan(901_000);
  const states = Object.fromEntries(body.pages.map(({ page, state }) => [page, state]));
  expect(states).toMatchObject({ login: 'skin', approval: 'failing', error: 'built-in' });
  expect(body.pages[2]).toMatchObject({ file: 'userapprove.html', problem: expect.stringMatching(/html:2:\d+ .*/) });

  const [row] = await rowsOf(server.databaseUrl, "select detail from audit_event where kind = 'SKIN_PREVIEW'");
  expect(row).toMatchObject({ detail: { sha256, skin: 'org.example:clinic:1.0', flavour: 'long', actor: 'viewer' } });
  expect(JSON.stringify(row)).not.toContain('skin-preview/');
  expect((await server.as().get('/skin-modules')).text).not.toContain('clinic');
});

test('V-62, V-68, V-82, R-16: a page has no origin, its forms lead nowhere, and nothing of it is kept', async () => {
  const page = await pageOf('login');
  const [own = '', sandbox] = (page.headers.get('content-security-policy') ?? '').split(', ');

  expect(page.status).toBe(200);
  expect(page.text).toContain('<h1>Hello</h1>');
  expect(own).toContain("script-src 'self' 'nonce-");
  expect(sandbox).toContain("sandbox allow-scripts; form-action 'none'; connect-src 'none'; frame-ancestors 'none'");
  expect(Object.fromEntries(page.headers)).toMatchObject({
    ...{ 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' },
    'permissions-policy': expect.stringContaining('publickey-credentials-get=()'),
    ...{ 'x-frame-options': 'DENY', 'content-language': 'en', 'gatehouse-preview': 'skin' },
  });
  expect(page.headers.has('set-cookie')).toBe(false);
});

test('files of the skin, and those of the built-in pages, are answered below the preview to pages without an origin', async () => {
  const page = await pageOf('login');
  const found = [...page.text.matchAll(/(?:href|src)="([^"]+)"|url\(([^)]+)\)/g)];
  // In a style sheet the characters of a value are escaped.
  const links = found.map(([, one, other]) => one ?? other?.replaceAll('\\', ''));
  const files = await Promise.all(links.map((link) => open(new URL(link ?? '', server.issuer).href)));

  expect(links.every((link) => link?.startsWith('/skin-preview/'))).toBe(true);
  expect(files.map(({ status, headers }) => `${String(status)} ${String(headers.get('content-type'))}`)).toEqual([
    '200 text/css; charset=utf-8',
    '200 text/javascript; charset=utf-8',
    '200 image/png',
  ]);
  for (const { headers } of files)
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' },
      ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    });
});

test.each([
  ['fr', '<h1>Bonjour</h1>', 'fr'],
  ['fr-CA', '<h1>Bonjour</h1>', 'fr'],
  ['ja', '<h1>Hello</h1>', 'en'],
])('a preview in %s has the words of the skin', async (language, words, tag) => {
  const page = await pageOf('login', { language });

  expect([page.text, page.headers.get('content-language')]).toEqual([expect.stringContaining(words), tag]);
});

test('skins 5.4, V-79: where the skin has no page, or cannot make it, the built-in one is shown and the header tells why', async () => {
  const [failing, lacking] = [await pageOf('approval', { flavour: 'hostile' }), await pageOf('error')];

  expect(failing.headers.get('gatehouse-preview')).toMatch(/^failing; problem="userapprove\.html:2:\d+ [^"]+"$/);
  expect(failing.text).toContain('id="page-approve"');
  expect(failing.text).toMatch(/href="\/skin-preview\/[^"]+\/resources\/pages\.css/);
  expect(failing.text).toMatch(/<a [^>]*href="\/skin-preview\/[^"]+\/context-selection"/);
  expect(failing.text).not.toMatch(/<script>alert|(^|\W)49(\W|$)/);
  expect([lacking.status, lacking.headers.get('gatehouse-preview')]).toEqual([200, 'built-in']);
  expect(await rowsOf(server.databaseUrl, "select from audit_event where kind = 'SKIN_PAGE'")).toEqual([]);
});

test('V-48, V-63, V-94: what no administrator asked for, or not this, shows nothing', async () => {
  const good = previewToken(key, grant);
  const [payload = '', mac = ''] = good.split('.');
  const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('normal', 'hostile')).toString(
    'base64url',
  );
  const over = previewToken(key, { ...grant, expires: new Date(1_700_000_000_000) });
  const cases = [
    ['the very token', await open(at(good)), 200, 'Hello'],
    ['no token', await open(`${server.issuer}/skin-preview/`), 404, ''],
    ['a forged MAC', await open(at(`${payload}.${mac.replaceAll(/./g, 'A')}`)), 404, 'Not found'],
    ['a changed payload', await open(at(`${changed}.${mac}`)), 404, 'Not found'],
    ['an expired one', await open(at(over)), 410, 'Ask for another'],
    ['another module', await open(at(good, 'login', '/ward')), 404, 'Not found'],
    ['that of another module', await open(at(previewToken(key, { ...grant, moduleId: 'ward' }))), 404, 'Not found'],
    ['a page that there is none of', await open(at(good, 'sign-in')), 404, 'Not found'],
    ['another spelling of a page', await open(at(good, 'Login')), 404, 'Not found'],
    ['an encoded page', await open(at(good, '%6cogin')), 404, 'Not found'],
    ['something behind a page', await open(at(good, 'login/')), 404, 'Not found'],
    ['the name of a template', await open(at(good, 'userlogin.html')), 404, 'Not found'],
    ['a template', await open(at(good, 'resources/../userlogin.html')), 404, 'Not found'],
    ['a path out of the files', await open(at(good, 'resources/%2e%2e/userlogin.html')), 404, 'Not found'],
    ['a skin that there is none of', await open(at(previewToken(key, { ...grant, sha256: '0'.repeat(64) }))), 404, ''],
    ['a post', await fetch(at(good), { method: 'POST' }).then(({ status }) => ({ status, text: '' })), 404, ''],
  ] as const;

  for (const [what, { status, text }, expected, words] of cases)
    expect([what, status, text]).toEqual([what, expected, expect.stringContaining(words)]);
});

test('V-63, R-08: behind a proxy that changes paths, addresses are those of the configuration', async () => {
  const { body } = await offer({ moduleId: 'proxied' });
  const url = new URL(body.pages[0]?.url ?? '');
  const page = await open(server.issuer + url.pathname.replace('/outer/path', '/inner'));

  expect(url.origin).toBe(`http://localhost:${String(server.port)}`);
  expect(url.pathname).toMatch(/^\/outer\/path\/skin-preview\/[\w.-]+\/login$/);
  expect(page.text).toContain('<h1>Hello</h1>');
  expect(page.text.match(/="\/[\w/]*skin-preview/g)).toEqual(Array(2).fill('="/outer/path/skin-preview'));
});

test('V-100: asking takes the permission, a module that shows pages, and a skin that is stored', async () => {
  const ask = (who: Parameters<AdminServer['as']>[0], body: object) =>
    server.as(who).post(`/skins/${sha256}/preview`, body);
  const cases = [
    [await ask(stranger, { moduleId: 'smart_auth' }), 403, ''],
    [await ask('nobody', { moduleId: 'smart_auth' }), 401, ''],
    [await ask(viewer, {}), 400, 'moduleId'],
    [await ask(viewer, { moduleId: 'local_security' }), 400, 'no outbound module'],
    [await ask(viewer, { moduleId: 'smart_auth', flavour: 'sweet' }), 400, 'right-to-left'],
    [await ask(viewer, { moduleId: 'smart_auth', language: 'en_' }), 400, 'fr-CA'],
    [await ask(viewer, { moduleId: 'smart_auth', settings: {} }), 400, 'nothing else'],
    [await offer({}, 'nothing'), 404, 'nothing is not stored'],
    [await offer({}, '0'.repeat(64)), 404, 'is not stored'],
  ] as const;

  for (const [{ status, text }, expected, words] of cases)
    expect([status, text]).toEqual([expected, expect.stringContaining(words)]);
});

test('a skin that was removed is not shown any more, however lately somebody looked at it', async () => {
  const other = skinJar({ 'userlogin.html': signInPage('short-lived') }, '0.9');
  await server.as().post('/skins', other, ARCHIVE);
  const { body } = await offer({}, 'org.example%3Aclinic%3A0.9');
  const [{ url } = { url: '' }] = body.pages;
  const before = await open(url);
  await server.as().delete(`/skins/${createHash('sha256').update(other).digest('hex')}`);
  const after = await open(url);

  expect(before.text).toContain('short-lived');
  expect([after.status, after.text]).toEqual([404, expect.stringContaining('not stored any more')]);
});
