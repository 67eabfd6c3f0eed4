import { ConsoleClient } from '../support/console-client.js';
import { chief, codeOf, consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';

const helper = consoleUser('helper', []);
const stranger = {
  username: 'stranger',
  password: 'nobody of any power',
  authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
};

let server: ConsoleServer;
let strict: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({ users: [helper, stranger] });
  strict = await startConsoleServer({ users: [helper], secondFactor: true });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await strict.stop();
});

test('leads to the sign-in page, and from there to where somebody was going', async () => {
  const browser = new ConsoleClient(server.consoleUrl);

  await browser.open('/?x=1');
  expect(browser.page.url).toContain('/sign-in?next=%2F%3Fx%3D1');
  await browser.send({ username: chief.username, password: chief.password });

  expect(browser.page.url).toBe(`${server.consoleUrl}/?x=1`);
  expect(browser.text).toContain('chief');
});

test('behaviour 33: after signing out Back shows nothing, and the cookie counts no more', async () => {
  const browser = await server.signIn();
  const { cookie } = browser;
  expect(browser.page.headers.get('cache-control')).toBe('no-store');

  await browser.send({}, '/sign-out');
  const again = await fetch(`${server.consoleUrl}/`, { headers: { cookie }, redirect: 'manual' });

  expect(browser.text).toContain('You are signed out.');
  expect([again.status, again.headers.get('location')]).toEqual([303, '/sign-in']);
});

test('V-55, V-56: one text for a wrong name and a wrong password', async () => {
  const said = [];
  for (const [username, password] of [
    ['chief', 'wrong'],
    ['nobody', 'wrong'],
  ] as const) {
    const browser = new ConsoleClient(server.consoleUrl);
    await browser.open('/sign-in');
    await browser.send({ username, password });
    said.push([browser.page.status, browser.text.replace(/chief|nobody/g, '')]);
  }

  expect(said[0]).toEqual(said[1]);
  expect(said[0]?.[0]).toBe(401);
});

test('lets nobody in without ACCESS_ADMIN_WEB, and says so to who has the password', async () => {
  const browser = await server.signIn(stranger);

  expect(browser.page.status).toBe(403);
  expect(browser.text).toContain('ACCESS_ADMIN_WEB');
  expect((await browser.open('/')).url).toContain('/sign-in');
});

test.each([
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  '/%0d%0aX',
  'javascript:alert(1)',
  '/sign-out',
])('B-40: a sign-in does not lead to %s', async (next) => {
  const browser = new ConsoleClient(server.consoleUrl);
  await browser.open(`/sign-in?next=${encodeURIComponent(next)}`);
  await browser.send({ username: chief.username, password: chief.password });

  expect(new URL(browser.page.url).origin).toBe(server.consoleUrl);
  expect(browser.page.url).not.toContain('evil');
});

describe('V-66: a form counts only from a page that this browser was shown', () => {
  const fields = (csrf: string) => new URLSearchParams({ _csrf: csrf });

  test.each([
    ['without a token', () => '', {}],
    ['with a token that was made up', () => 'ghx_AAAAAAAAAAAAAAAAAAAAAA.x.y', {}],
    ['from another site', (csrf: string) => csrf, { 'sec-fetch-site': 'cross-site' }],
    ['from another port of this host', (csrf: string) => csrf, { 'sec-fetch-site': 'same-site' }],
    ['as text/plain', (csrf: string) => csrf, { 'content-type': 'text/plain' }],
    ['as multipart', (csrf: string) => csrf, { 'content-type': 'multipart/form-data; boundary=x' }],
  ])('%s', async (_name, token, headers) => {
    const browser = await server.signIn();
    const { status } = await browser.post('/sign-out', fields(token(browser.csrf)), headers);

    expect([403, 415]).toContain(status);
    expect((await browser.open('/')).status).toBe(200);
  });

  test('with the token of somebody else it is asked for once more, and nothing happens', async () => {
    const [browser, other] = [await server.signIn(), await server.signIn(helper)];

    const { status, html } = await browser.post('/sign-out', fields(other.csrf));

    expect(status).toBe(409);
    expect(html).toContain('Send it once more');
    expect((await browser.open('/')).status).toBe(200);
  });
});

test('behaviour 28: who has no second factor sets one up, is shown recovery codes, and gives a code at the next sign-in', async () => {
  const browser = await strict.signIn();
  const key = /id="key">([^<]+)</.exec(browser.page.html)?.[1] ?? '';
  expect((await new ConsoleClient(strict.consoleUrl).open('/')).url).toContain('/sign-in');

  await browser.send({ code: '000000' });
  expect(browser.text).toContain('The code is wrong');
  await browser.send({ code: codeOf(key) });
  expect(browser.page.html).toContain('id="recovery-codes"');
  const [, recoveryCode = ''] = /<code>([^<]+)</.exec(browser.page.html) ?? [];
  await browser.send({}, '/account/recovery-codes');
  expect(browser.page.url).toBe(`${strict.consoleUrl}/`);

  const next = await strict.signIn();
  expect(next.page.url).toContain('/sign-in/second-factor');
  expect((await new ConsoleClient(strict.consoleUrl).open('/')).url).toContain('/sign-in');
  await next.send({ code: recoveryCode });
  expect(next.page.url).toBe(`${strict.consoleUrl}/`);
});

test('V-59: after six wrong codes the password is asked for again', async () => {
  const browser = await strict.signIn(helper);
  for (let attempt = 0; attempt < 6; attempt += 1) await browser.send({ code: '000000' });

  expect(browser.page.url).toContain('/sign-in?error=start-over');
});

test('V-62, behaviour 33: pages are in nobody’s frame, run no inline script and load nothing from elsewhere', async () => {
  const browser = await server.signIn();
  const { headers, html } = browser.page;

  expect(headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)| style="| on\w+="/);
});

test.each(['HEAD', 'PUT', 'DELETE', 'PATCH'])('V-65: %s of a page changes nothing', async (method) => {
  const browser = await server.signIn();
  const answer = await fetch(`${server.consoleUrl}/sign-out`, { method, headers: { cookie: browser.cookie } });

  expect([404, 405, 403]).toContain(answer.status);
  expect((await browser.open('/')).status).toBe(200);
});

test('an address where nothing is has a page that says so', async () => {
  const browser = await server.signIn();

  expect((await browser.open('/no/such/page')).status).toBe(404);
  expect(browser.text).toContain('There is nothing at this address');
});
