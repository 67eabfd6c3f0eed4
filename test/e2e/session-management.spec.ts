import { authorizeUrl, newPkce, obtainCode, postForm, redemption } from '../support/app.js';
import { introspect, refresh, tokensFor } from '../support/endpoint-calls.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const clients = testClients.map((client) =>
  client['clientId'] === 'public-app' ? { ...client, rememberApprovedScopes: true } : client,
);
const OWN = { 'sec-fetch-site': 'same-origin' };

describe('the page of connected apps', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clients });
  });
  afterAll(() => server.stop());
  afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

  const address = (): string => `${server.issuer}/session/management`;
  const tokensOf = (person: Person, clientId = 'public-app', scope = 'openid patient/*.rs offline_access') =>
    tokensFor(server.issuer, { clientId, scope, person });
  const answer = (person: Person, page: Page, fields: Readonly<Record<string, string>>): Promise<Page> =>
    person.post(address(), { _csrf: hiddenFields(page)['_csrf'] ?? '', ...fields }, OWN);
  const grantIdsOn = (page: Page): readonly string[] =>
    [...page.text.matchAll(/name="grant_id" value="([^"]+)"/g)].map(([, id = '']) => id);
  const isActive = async (token: string): Promise<unknown> => (await introspect(server.issuer, token)).body['active'];
  const refreshes = async (token: string, clientId = 'public-app'): Promise<boolean> =>
    (await refresh(server.issuer, token, { client_id: clientId })).status === 200;

  test('STD D15: is where smart-configuration says', async () => {
    const response = await fetch(`${server.issuer}/.well-known/smart-configuration`);

    expect(await response.json()).toMatchObject({ management_endpoint: address() });
  });

  test('asks who is not signed in to sign in, and leads back', async () => {
    const person = new Person();

    const signIn = await person.open(address());
    const refused = await person.signIn(signIn, { ...amelia, password: 'wrong' });
    const page = await person.signIn(refused, amelia);

    expect(signIn.text).toContain('your connected apps');
    expect(refused.text).toContain('There is a problem');
    expect(page.url).toBe(address());
    expect(page.text).toContain('No app has access');
  });

  test('STD CN4, F6, A-09: shows what an app may do, since when, and that it reaches on while nobody is signed in', async () => {
    const person = new Person();
    await tokensOf(person);

    const page = await person.open(address());

    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).toContain('Public App');
    expect(page.text).toContain('Also while you are signed out');
    expect(page.text).toContain('Your approval is remembered');
    expect(page.text).toContain('See all records of the selected patient');
    expect(grantIdsOn(page)).toHaveLength(1);
  });

  test('A-09, V-28, STD N4, G7: removing an app ends its tokens, its code under way and what was remembered', async () => {
    const person = new Person();
    const tokens = await tokensOf(person);
    const waiting = await obtainCode(server.issuer, {}, person);

    const page = await person.open(address());
    const after = await answer(person, page, { client_id: 'public-app' });
    const redeemed = await postForm(`${server.issuer}/oauth/token`, redemption(waiting));
    const asked = await person.open(authorizeUrl(server.issuer, { code_challenge: newPkce().challenge }));

    expect(after.text).toContain('The app no longer has access');
    expect(await isActive(tokens.access_token)).toBe(false);
    expect(await refreshes(tokens.refresh_token)).toBe(false);
    expect(await redeemed.json()).toMatchObject({ error: 'invalid_grant' });
    expect(asked.text).toContain('name="user_oauth_approval"');
  });

  test('leaves an audit record of what was withdrawn', async () => {
    const person = new Person();
    await tokensOf(person, 'other-public-app');
    const page = await person.open(address());

    await answer(person, page, { client_id: 'other-public-app' });

    const rows = await rowsOf<{ kind: string; username: string }>(
      server.databaseUrl,
      `select kind, username from audit_event where client_id = 'other-public-app' and outcome = 'success'
        and (detail->>'reason' = 'withdrawn-by-person' or detail->>'change' = 'withdrawn') order by kind`,
    );
    expect(rows).toEqual([
      { kind: 'APPROVAL', username: 'amelia' },
      { kind: 'TOKEN_REVOCATION', username: 'amelia' },
    ]);
  });

  test('ends one of two grants', async () => {
    const person = new Person();
    const [first, second] = [await tokensOf(person), await tokensOf(person)];
    const page = await person.open(address());
    const [latest = ''] = grantIdsOn(page);

    const after = await answer(person, page, { grant_id: latest });

    expect(after.text).toContain('This access has ended');
    expect(await refreshes(second.refresh_token)).toBe(false);
    expect(await refreshes(first.refresh_token)).toBe(true);
  });

  test.each([
    { name: "another person's grant", fields: (id: string) => ({ grant_id: id }) },
    { name: 'a grant that never was', fields: () => ({ grant_id: '00000000-0000-4000-8000-000000000000' }) },
    { name: 'a grant that is no id', fields: () => ({ grant_id: "' or 1=1 --" }) },
    { name: 'an app that has no access', fields: () => ({ client_id: 'backend' }) },
    { name: 'nothing at all', fields: () => ({}) },
  ])('V-100: $name is not touched', async ({ fields }) => {
    const [owner, stranger] = [new Person(), new Person()];
    const tokens = await tokensOf(owner);
    const [id = ''] = grantIdsOn(await owner.open(address()));
    await stranger.authorize(authorizeUrl(server.issuer, { code_challenge: newPkce().challenge }), bertha);
    const page = await stranger.open(address());

    const after = await answer(stranger, page, { ...fields(id) });

    expect(after.text).toContain('Nothing was changed');
    expect(await isActive(tokens.access_token)).toBe(true);
  });

  test.each([
    { name: 'no token', fields: {}, headers: OWN },
    { name: "another browser's token", fields: { _csrf: 'x.y.z' }, headers: OWN },
    { name: 'a foreign page', fields: undefined, headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'a foreign origin', fields: undefined, headers: { origin: 'https://evil.test' } },
  ])('V-66: a form with $name changes nothing', async ({ fields, headers }) => {
    const person = new Person();
    const tokens = await tokensOf(person);
    const page = await person.open(address());
    const good = { _csrf: hiddenFields(page)['_csrf'] ?? '' };

    const after = await person.post(address(), { client_id: 'public-app', ...(fields ?? good) }, headers);

    expect(after.status).toBe(403);
    expect(await isActive(tokens.access_token)).toBe(true);
  });

  test('a form that outlived its session does nothing and leads to the sign-in', async () => {
    const person = new Person();
    const tokens = await tokensOf(person);
    const page = await person.open(address());
    await moveDatabaseClock(server.databaseUrl, 13 * 3_600);

    const after = await answer(person, page, { client_id: 'public-app' });
    await moveDatabaseClock(server.databaseUrl, 0);

    expect(after.text).toContain('name="password"');
    expect(await isActive(tokens.access_token)).toBe(true);
  });

  test('A-25, STD F5, N6: signing out on all devices ends every session and online access, and leaves offline access', async () => {
    const [here, there] = [new Person(), new Person()];
    const online = await tokensOf(there, 'public-app', 'openid patient/*.rs online_access');
    const offline = await tokensOf(here);
    const page = await here.open(address());

    const after = await answer(here, page, { sign_out: 'everywhere' });

    expect(after.text).toContain('signed out');
    expect((await here.open(address())).text).toContain('name="password"');
    expect((await there.open(address())).text).toContain('name="password"');
    expect(await refreshes(online.refresh_token)).toBe(false);
    expect(await refreshes(offline.refresh_token)).toBe(true);
  });

  test('STD F5: online access of a session that is over is not shown', async () => {
    const [elsewhere, here] = [new Person(), new Person()];
    await tokensOf(elsewhere, 'other-public-app', 'openid patient/*.rs online_access');
    await moveDatabaseClock(server.databaseUrl, 2 * 3_600);

    const page = await here.signIn(await here.open(address()), amelia);

    expect(page.text).not.toContain('Other Public App');
  });

  test('A-09: an app that was allowed often hides no other, shows what all of it may do, and goes as one', async () => {
    const person = new Person();
    const allow = (clientId: string, scope: string) =>
      tokensFor(server.issuer, { clientId, scope, person, credentials: bertha });
    await allow('other-public-app', 'openid offline_access');
    const { refresh_token } = await allow('public-app', 'openid patient/*.rs offline_access');
    await rowsOf(
      server.databaseUrl,
      `insert into token_family
       select (jsonb_populate_record(f, jsonb_build_object('grant_id', gen_random_uuid(), 'handle_hash', n::text, 'created_at', f.created_at + make_interval(secs => n),
                 'details', jsonb_set(f.details, '{scopes}', '["openid"]')))).*
         from generate_series(1, 520) as n, token_family as f where f.created_at = (select max(created_at) from token_family)`,
    );

    const page = await person.open(address());
    const after = await answer(person, page, { client_id: 'public-app' });
    const empty = await answer(person, page, { client_id: 'other-public-app' });

    expect(page.text).toMatch(/<bdi>Public App<[^]*<bdi>Other Public App</);
    expect(grantIdsOn(page)).toHaveLength(11);
    expect(page.text).toContain('See all records of the selected patient');
    expect(page.text).toContain('Allowed up to 511 times more, longer ago');
    expect(after.text).not.toContain('<bdi>Public App<');
    expect(await refreshes(refresh_token)).toBe(false);
    expect(empty.text).toContain('No app has access');
  });
});
