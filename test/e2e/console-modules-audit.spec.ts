import { obtainCode } from '../support/app.js';
import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';

const viewer = consoleUser('watcher', ['VIEW_MODULE_STATUS']);

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({ users: [viewer] });
}, 60_000);
afterAll(() => server.stop());

test('behaviour 15: each setting has its value, where it comes from, and help; what is saved waits for a restart', async () => {
  const browser = await server.signIn();
  await browser.open('/modules');
  expect(browser.text).toContain('smart_auth');
  await browser.open('/modules/local_security?show=all');
  expect(browser.text).toMatch(/lockout\.seconds [^.]+.*900 default/);

  await browser.open('/modules/local_security/settings?key=lockout');
  await browser.send({ 'f.lockout.seconds': '60' });
  expect(browser.text).toMatch(/lockout\.seconds not set 60/);
  expect(browser.text).toContain('PUT /module-config/Master/local_security/set');
  await browser.send({ _step: 'save' }, 'review-form');
  expect(browser.text).toContain('Saved, and waiting for a restart');
  await browser.send({ do: 'restart' }, 'control-form');

  expect(browser.text).toContain('Restarted: what was saved counts now.');
  const { body } = await server
    .as()
    .get<{ options: readonly { key: string; value: string }[] }>('/module-config/Master/local_security');
  expect(body.options).toContainEqual({ key: 'lockout.seconds', value: '60' });
});

test('a setting that cannot be is refused beside its field, with what was filled in', async () => {
  const browser = await server.signIn();
  await browser.open('/modules/local_security/settings?key=lockout');
  await browser.send({ 'f.lockout.seconds': 'for ever' });

  expect(browser.page.status).toBe(422);
  expect(browser.page.html).toContain('id="field-lockout.seconds-problem"');
  expect(browser.page.html).toContain('value="for ever"');
});

test('behaviour 27: who may see what modules do sees neither settings nor buttons', async () => {
  const browser = await server.signIn(viewer);
  await browser.open('/modules/local_security');

  expect(browser.page.html).not.toContain('control-form');
  expect(browser.page.html).not.toContain('Change settings');
  expect((await browser.open('/modules/local_security/settings')).status).toBe(403);
  expect((await browser.open('/audit')).status).toBe(403);
});

test('behaviour 22: the log is filtered by address, and an authorization is shown step by step', async () => {
  await obtainCode(server.issuer);
  const browser = await server.signIn();
  await browser.open('/audit?kind=AUTHORIZATION_CODE&clientId=public-app');
  const [, flow = ''] = /href="(\/audit\/flow\/[^"]+)"/.exec(browser.page.html) ?? [];
  await browser.open(flow);

  expect(browser.text).toMatch(/start Sign in success.* ms .*Authorization code success/);
});

test('a filter that means nothing is said to be none; what nobody did is an empty list', async () => {
  const browser = await server.signIn();
  expect((await browser.open('/audit?from=yesterday')).status).toBe(422);
  await browser.open('/audit?clientId=nobody-knows-it');

  expect(browser.text).toContain('Nothing is recorded that fits all of this');
});

test('behaviour 4: what is found is saved as CSV and JSON, and a spreadsheet runs nothing of it', async () => {
  const browser = await server.signIn();
  await browser.open('/sign-in');
  await browser.open('/audit/export.json?kind=SIGN_IN');
  expect(browser.page.headers.get('content-disposition')).toContain('audit-log.json');
  expect(JSON.parse(browser.page.html)).toContainEqual(expect.objectContaining({ kind: 'SIGN_IN', username: 'chief' }));
  await browser.open('/audit/export.csv?kind=SIGN_IN');

  expect(browser.page.html.split('\r\n')[0]).toMatch(/^at,kind,outcome/);
});
