import { authorizeUrl } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { FederatedUpstream, federating } from '../support/federated-upstream.js';
import { Person, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const BYE = 'https://app.example/bye';

let upstream: FederatedUpstream;
let server: TestServer;

beforeAll(async () => {
  upstream = await FederatedUpstream.start('one');
  upstream.upstream.document = { ...upstream.upstream.document, end_session_endpoint: `${upstream.issuer}/logout` };
  const logout = 'federate_mode.upstream_logout.enabled=true';
  server = await startTestServer(federating([upstream.definition()], logout));
});
afterAll(async () => {
  await server.stop();
  await upstream.stop();
});

const locationOf = (page: Page): string => page.headers.get('location') ?? '';

async function signedIn(): Promise<Person> {
  const person = new Person();
  const asked = { client_id: 'web-app', code_challenge: CHALLENGE, scope: 'openid user/*.rs' };
  const away = await person.open(authorizeUrl(server.issuer, asked));
  await person.open(upstream.signIn(locationOf(away)).href);
  return person;
}

/** Signs out by a link of ours; where the browser is sent. */
async function signOut(person: Person, query = ''): Promise<URL> {
  const page = await person.request(`${server.issuer}/logout${query}`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  return new URL(locationOf(page), server.issuer);
}

test('ruling 45, V-11: out here, then there, then where the app wants, once', async () => {
  const person = await signedIn();
  const address = new URLSearchParams({ client_id: 'web-app', post_logout_redirect_uri: BYE, state: 's' });

  const away = await signOut(person, `?${address.toString()}`);
  const { id_token_hint = '', state = '', ...sent } = Object.fromEntries(away.searchParams);
  const back = `${server.issuer}/logout/federated?state=${state}`;
  const onward = await person.request(back);
  const again = await person.request(back);

  expect(`${away.origin}${away.pathname}`).toBe(`${upstream.issuer}/logout`);
  expect(sent).toEqual({
    client_id: 'gatehouse-there',
    post_logout_redirect_uri: `${server.issuer}/logout/federated`,
  });
  expect(JSON.parse(Buffer.from(id_token_hint.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
    iss: upstream.issuer,
  });
  expect([onward.status, locationOf(onward)]).toEqual([303, `${BYE}?state=s`]);
  expect([again.status, again.text]).toEqual([200, expect.stringContaining('You are signed out')]);
  expect(await rowsOf(server.databaseUrl, 'select sid from browser_session')).toEqual([]);
  expect(await rowsOf(server.databaseUrl, 'select sealed from federated_session')).toEqual([]);
});

test('without an address the person comes back to the page that says so', async () => {
  const away = await signOut(await signedIn());

  const state = away.searchParams.get('state') ?? '';
  const page = await new Person().request(`${server.issuer}/logout/federated?state=${state}`);

  expect(page.text).toContain('You are signed out');
  expect(page.text).not.toContain('id="continue"');
});

test('a form that asks first may lead to that server', async () => {
  const person = await signedIn();

  const page = await person.request(`${server.issuer}/logout`, { headers: { 'sec-fetch-site': 'cross-site' } });

  expect(page.headers.get('content-security-policy')).toMatch(
    new RegExp(`form-action [^;]*${new URL(upstream.issuer).host}`),
  );
  const away = await person.submit(page, {}, { origin: server.issuer });
  expect(locationOf(away)).toContain(`${upstream.issuer}/logout?`);
});

test('what is kept is sealed, and ends with the person', async () => {
  await signedIn();

  const [row] = await rowsOf<{ sealed: string }>(server.databaseUrl, 'select sealed from federated_session');
  expect(row?.sealed).toMatch(/^gs1\./);
  expect(row?.sealed).not.toContain('eyJ');
});

test('whoever signs out is signed out, also where that server cannot be had', async () => {
  const person = await signedIn();
  upstream.upstream.document = { issuer: 'https://somebody-else.example' };
  await rowsOf(server.databaseUrl, `update oauth2_server set archived_at = gatehouse_now()`);
  await rowsOf(
    server.databaseUrl,
    `update change_counter set version = version + 1; select pg_notify('gatehouse_change', topic) from change_counter`,
  );

  const page = await person.open(`${server.issuer}/session/management`);
  const out = await person.request(`${server.issuer}/logout`, { headers: { 'sec-fetch-site': 'same-origin' } });

  expect(page.text).toContain('id="page-session-management"');
  expect(out.text).toContain('You are signed out');
});
