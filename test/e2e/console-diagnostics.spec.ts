import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';

const viewer = consoleUser('no-diagnostics', ['VIEW_AUDIT_LOG']);

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({
    users: [viewer],
    properties: ['module.smart_auth.config.mail.smtp.host=127.0.0.1', 'module.smart_auth.config.mail.smtp.port=1'],
  });
}, 60_000);
afterAll(() => server.stop());

test('the doctor looks at the running server, and each finding leads to what it is about', async () => {
  const browser = await server.signIn();
  await browser.open('/diagnostics');
  expect(browser.page.html).not.toContain('id="findings"');
  await browser.send({}, 'run-form');

  expect(browser.page.status).toBe(200);
  expect(browser.page.html).toContain('id="findings"');
  expect(browser.text).toContain('mail server of smart_auth');
  expect(browser.text).toContain('second_factor.required');
  expect((await browser.open('/')).status).toBe(200);
});

test('behaviour 27: who may not see the configuration does not have it looked at', async () => {
  const browser = await server.signIn(viewer);

  expect((await browser.open('/diagnostics')).status).toBe(403);
  const { status } = await browser.post('/diagnostics', new URLSearchParams({ _csrf: browser.csrf }));
  expect(status).toBe(403);
});
