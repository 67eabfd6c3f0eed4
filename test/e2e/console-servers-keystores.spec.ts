import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';

const viewer = consoleUser('server-viewer', ['OPENID_CONNECT_VIEW_SERVER_LIST']);

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({ users: [viewer] });
}, 60_000);
afterAll(() => server.stop());

const SECRET = 'the secret at the other server';

test('a federated server is added, asked, changed without its secret being shown, and archived', async () => {
  const browser = await server.signIn();
  await browser.open('/servers/new/smart_auth');
  await browser.send({
    'f.name': 'This very server',
    'f.issuer': server.issuer,
    'f.tokenIntrospectionClientId': 'gatehouse',
    'f.tokenIntrospectionClientSecret': SECRET,
  });
  expect(browser.page.html).not.toContain(`>${SECRET}`);
  await browser.send({ _step: 'save' }, 'review-form');
  const at = new URL(browser.page.url).pathname;
  await browser.open(at);
  await browser.send({}, 'check-form');
  expect(browser.page.html).toContain('id="check-steps"');

  await browser.open(`${at}/edit`);
  expect(browser.page.html).not.toContain(SECRET);
  await browser.send({ 'f.name': 'Ourselves' });
  await browser.send({ _step: 'save' }, 'review-form');
  expect(browser.text).toContain('Ourselves');
  await browser.open(at);
  await browser.send({ name: server.issuer }, 'archive-form');
  expect(browser.page.url).toContain('done=archived');
});

test('who may look at servers adds none', async () => {
  const browser = await server.signIn(viewer);
  await browser.open('/servers');

  expect(browser.page.html).not.toContain('/servers/new');
  expect((await browser.open('/servers/new/smart_auth')).status).toBe(403);
  expect((await browser.open('/keystores')).status).toBe(403);
});

test('a key is rotated: the new one is published, the old one goes on signing', async () => {
  const browser = await server.signIn();
  await browser.open('/keystores/new');
  await browser.send({ 'f.keystoreId': 'spare', 'f.rotationDays': '90' });
  await browser.send({ _step: 'save' }, 'review-form');
  await browser.open('/keystores/spare');
  const before = browser.text.match(/SIGNING/g)?.length ?? 0;
  await browser.send({ minutes: '60' }, 'rotate-form');

  expect(browser.text).toContain('Rotated');
  expect(browser.text.match(/PUBLISHED/g)?.length).toBeGreaterThan(0);
  expect(browser.text.match(/SIGNING/g)?.length).toBe(before);
  expect(browser.page.html).toContain('<rect class="bar bar-good"');
});

test('keys that others may have are replaced only by who types the id', async () => {
  const browser = await server.signIn();
  await browser.open('/keystores/spare');
  await browser.send({ name: 'other' }, 'replace-form');
  expect(browser.page.status).toBe(422);
  await browser.open('/keystores/spare');
  await browser.send({ name: 'spare' }, 'replace-form');
  expect(browser.text).toContain('Rotated');
  await browser.open('/keystores/spare');
  await browser.send({ name: 'spare' }, 'remove-form');

  expect(browser.page.url).toContain('/keystores?done=removed');
});

test('V-50: no page of keystores has a private part in it', async () => {
  const browser = await server.signIn();
  await browser.open('/keystores');
  const [, path = ''] = /class="row-link" href="([^"]+)"/.exec(browser.page.html) ?? [];
  for (const each of [path, `${path}/edit`]) {
    await browser.open(each);
    expect(browser.page.html).not.toMatch(/&quot;d&quot;|"d":|PRIVATE KEY|"k":/);
  }
});

test('behaviour 10: a version of a server definition is brought back, and its secret stays', async () => {
  const browser = await server.signIn();
  await browser.open('/servers/new/smart_auth');
  await browser.send({
    'f.name': 'First name',
    'f.issuer': 'https://idp.example.org',
    'f.tokenIntrospectionClientId': 'gatehouse',
    'f.tokenIntrospectionClientSecret': SECRET,
  });
  await browser.send({ _step: 'save' }, 'review-form');
  if (browser.page.html.includes('Go on'))
    await browser.open(/class="button button-primary" href="([^"]+)"/.exec(browser.page.html)?.[1] ?? '');
  const at = new URL(browser.page.url).pathname;
  await browser.open(`${at}/edit`);
  await browser.send({ 'f.name': 'Second name' });
  await browser.send({ _step: 'save', _comment: 'renamed there' }, 'review-form');
  await browser.open(`${at}/history`);
  expect(browser.text).toContain('renamed there');
  const versions = [...browser.page.html.matchAll(/class="row-link" href="([^"]+)"/g)].map(([, href = '']) => href);
  await browser.open(versions.at(-1) ?? '');
  expect(browser.page.html).not.toContain(SECRET);
  await browser.send({}, 'restore-form');

  expect(browser.text).toContain('First name');
  const { body } = await server
    .as()
    .get<{ tokenIntrospectionClientSecret: string }>(
      '/openid-connect-servers/Master/smart_auth?issuer_url=https%3A%2F%2Fidp.example.org',
    );
  expect(body.tokenIntrospectionClientSecret).toBe('***');
});
