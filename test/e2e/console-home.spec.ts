import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';

const nobody = consoleUser('bare', []);

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({ users: [nobody] });
}, 60_000);
afterAll(() => server.stop());

test('behaviours 21, 32: the home page says whether everything runs, what is missing, and what failed', async () => {
  await server.signIn({ username: 'chief', password: 'wrong' });
  const browser = await server.signIn();

  expect(browser.text).toContain('Every module runs');
  expect(browser.text).toMatch(/Issuer of smart_auth care .* is not https/);
  expect(browser.text).toMatch(/Signing key done/);
  expect(browser.text).toMatch(/First launch open/);
  expect(browser.text).toContain('wrong-password');
});

test('behaviour 27: who may see nothing has a home page without anything in it', async () => {
  const browser = await server.signIn(nobody);

  expect(browser.page.status).toBe(200);
  expect(browser.page.html).not.toContain('checklist');
  expect(browser.page.html).not.toContain('/clients');
});

test('behaviour 24: the reference of an error page leads to what happened', async () => {
  const browser = await server.signIn();
  const refused = await fetch(
    `${server.issuer}/oauth/authorize?response_type=code&client_id=public-app&redirect_uri=https://evil.example`,
    { headers: { accept: 'text/html' } },
  );
  const [reference = ''] = /GH-[0-9A-Z-]+/.exec(await refused.text()) ?? [];
  await browser.open(`/search?q=${reference.toLowerCase()}`);

  expect(browser.page.url).toContain(`/audit?errorReference=${reference}`);
  expect(browser.text).toContain('Authorization refusal');
});

test.each([
  ['public-app', '/clients/smart_auth/public-app'],
  ['amelia', '/users/local_security/'],
])('behaviour 1: the box leads straight to %s', async (text, path) => {
  const browser = await server.signIn();
  await browser.open(`/search?q=${text}`);

  expect(browser.page.url).toContain(path);
});

test('behaviour 1: settings are found by key and by the words of their help', async () => {
  const browser = await server.signIn();
  await browser.open('/search?q=lockout.seconds');
  expect(browser.page.html).toContain('/modules/local_security/settings?key&#x3D;lockout.seconds');
  await browser.open('/search?q=<script>alert(1)</script>');

  expect(browser.page.html).not.toContain('<script>alert');
  expect(browser.text).toContain('Nothing that you may see is called');
});

test('behaviour 27: the box finds nothing that somebody may not see', async () => {
  const browser = await server.signIn(nobody);
  await browser.open('/search?q=public-app');

  expect(browser.text).toContain('Nothing that you may see is called');
});
