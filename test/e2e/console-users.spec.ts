import { obtainCode, postForm, redemption } from '../support/app.js';
import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';
import { amelia } from '../support/test-users.js';

const helpdesk = consoleUser('helpdesk', ['VIEW_USERS', 'UPDATE_USER', 'OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS']);
const viewer = consoleUser('looker', ['VIEW_USERS']);

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({ users: [helpdesk, viewer] });
}, 60_000);
afterAll(() => server.stop());

async function pageOf(username: string, who?: Parameters<ConsoleServer['signIn']>[0]) {
  const browser = await server.signIn(who);
  await browser.open(`/users?module=local_security&q=${encodeURIComponent(username)}`);
  const [, path = ''] = /class="row-link" href="([^"]+)"/.exec(browser.page.html) ?? [];
  await browser.open(path);
  return { browser, path };
}

test('a person is made with a password that is shown once, given a permission, and deleted by their name', async () => {
  const browser = await server.signIn();
  await browser.open('/users/local_security/new');
  await browser.send({
    'f.username': 'zoe',
    'f.givenName': '<img src=x onerror=alert(1)>',
    'f.authorities': 'ROLE_FHIR_CLIENT',
  });
  await browser.send({ _step: 'save' }, 'review-form');
  expect(browser.page.html).toContain('id="generated"');

  const { browser: again, path } = await pageOf('zoe');
  expect(again.page.html).not.toContain('<img src=x');
  await again.open(`${path}/edit`);
  await again.send({ 'f.authorities': 'ROLE_FHIR_CLIENT\nFHIR_READ_ALL_IN_COMPARTMENT Patient/1' });
  expect(again.text).toContain('+ FHIR_READ_ALL_IN_COMPARTMENT Patient/1');
  await again.send({ _step: 'save' }, 'review-form');
  expect(again.text).toContain('FHIR_READ_ALL_IN_COMPARTMENT Patient/1');
  await again.send({ name: 'zo' }, 'remove-form');
  expect(again.page.status).toBe(422);
  await again.open(path);
  await again.send({ name: 'zoe' }, 'remove-form');
  expect(again.page.url).toContain('done=removed');
  expect((await again.open(path)).status).toBe(404);
});

test('an account is locked and unlocked, and an edit does not end a lock', async () => {
  const { browser, path } = await pageOf('bertha');
  await browser.send({ do: 'lock' }, 'state-form');
  expect(browser.text).toContain('locked');
  await browser.open(`${path}/edit`);
  await browser.send({ 'f.notes': 'on leave' });
  await browser.send({ _step: 'save' }, 'review-form');
  expect(browser.page.html).toContain('value="unlock"');
  await browser.send({ do: 'unlock' }, 'state-form');

  expect(browser.page.html).toContain('value="lock"');
  expect(browser.text).toContain('on leave');
});

test('one person’s sessions are found and ended in two steps, and their tokens do not count any more', async () => {
  const issued = await obtainCode(server.issuer, { scope: 'openid patient/*.rs offline_access' });
  const answer = (await (await postForm(`${server.issuer}/oauth/token`, redemption(issued))).json()) as {
    refresh_token: string;
  };
  const browser = await server.signIn(helpdesk);
  await browser.open(`/sessions?q=${amelia.username}`);
  const [, path = ''] = /class="row-link" href="([^"]+)"/.exec(browser.page.html) ?? [];
  await browser.open(path);
  expect(browser.text).toContain('Public App');
  await browser.send({ all: 'yes' }, 'end-all');

  expect(browser.text).toContain('No app has access in their name now.');
  const refreshed = await postForm(`${server.issuer}/oauth/token`, {
    grant_type: 'refresh_token',
    client_id: 'public-app',
    refresh_token: answer.refresh_token,
  });
  expect(refreshed.status).toBe(400);
});

test('V-100: a helpdesk gives nobody what it does not hold, and takes over nobody mightier', async () => {
  const { browser, path } = await pageOf('bertha', helpdesk);
  await browser.open(`${path}/edit`);
  await browser.send({ 'f.authorities': 'ROLE_SUPERUSER' });
  expect(browser.page.status).toBe(422);
  expect(browser.text).toContain('which you do not hold yourself');

  const { browser: other, path: mightier } = await pageOf('chief', helpdesk);
  await other.open(`${mightier}/edit`);
  await other.send({ 'f.password': 'the password of somebody else' });
  expect([403, 422]).toContain(other.page.status);
});

test('behaviour 27: who may only look is offered no change', async () => {
  const { browser, path } = await pageOf('bertha', viewer);

  expect(browser.page.html).not.toContain('state-form');
  expect((await browser.open(`${path}/edit`)).status).toBe(403);
  expect((await browser.open('/sessions')).status).toBe(403);
  expect((await browser.open('/users/local_security/new')).status).toBe(403);
});
