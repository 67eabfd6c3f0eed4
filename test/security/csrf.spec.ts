import { answerParameters, errorFacts, handleOf, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person, type Fields, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf, stateOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const MINUTE = 60;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

/** A form that is ready to be sent. */
interface ReadyForm {
  readonly person: Person;
  readonly url: string;
  readonly fields: Fields;
}

async function signInForm(): Promise<ReadyForm> {
  const person = new Person();
  const page = await person.open(requestUrl(server.issuer));
  const { username, password } = amelia;
  return { person, url: `${server.issuer}/authenticate`, fields: { ...hiddenFields(page), username, password } };
}

async function approvalForm(): Promise<ReadyForm> {
  const person = new Person();
  const page = await openSignedIn(person, requestUrl(server.issuer), amelia);
  const fields = { ...hiddenFields(page), 'scope.patient/*.rs': 'true', user_oauth_approval: 'true' };
  return { person, url: `${server.issuer}/oauth/authorize`, fields };
}

async function logoutForm(): Promise<ReadyForm> {
  const person = new Person();
  await openSignedIn(person, requestUrl(server.issuer), amelia);
  const page = await person.request(`${server.issuer}/logout`, { headers: { 'sec-fetch-site': 'cross-site' } });
  return { person, url: `${server.issuer}/logout`, fields: hiddenFields(page) };
}

const forms = [
  { route: 'POST /authenticate', make: signInForm },
  { route: 'POST /oauth/authorize', make: approvalForm },
  { route: 'POST /logout', make: logoutForm },
];

/** Sends the form with one thing changed. */
async function send({ person, url, fields }: ReadyForm, change: Fields = {}, init: RequestInit = {}): Promise<Page> {
  return person.request(url, { method: 'POST', body: new URLSearchParams({ ...fields, ...change }), ...init });
}

/** Token of another person's page, sealed by this server. */
async function tokenOfAnother(): Promise<string> {
  const page = await openSignedIn(new Person(), requestUrl(server.issuer), bertha);
  return hiddenFields(page)._csrf ?? '';
}

/** Answer to an attack on the form, and whether anything changed by it. */
async function attack(act: () => Promise<Page>): Promise<{ status: number; isUnchanged: boolean }> {
  const before = await stateOf(server.databaseUrl);
  const { status } = await act();
  return { status, isUnchanged: JSON.stringify(await stateOf(server.databaseUrl)) === JSON.stringify(before) };
}

const refused = { status: 403, isUnchanged: true };

describe.each(forms)('V-66, STD RFC6749-14: $route', ({ make }) => {
  test.each([
    { name: 'a token of garbage', token: () => 'x' },
    { name: 'a token of the right shape', token: () => `ghx_${'A'.repeat(22)}.${'B'.repeat(43)}.${'C'.repeat(43)}` },
    { name: 'the token of another person', token: tokenOfAnother },
    {
      name: 'a token whose last letter differs',
      token: (own: string) => own.slice(0, -1) + (own.endsWith('A') ? 'Q' : 'A'),
    },
    { name: 'a token with something behind it', token: (own: string) => `${own} ` },
  ])('V-66: $name is refused with 403, nothing changes', async ({ token }) => {
    const form = await make();
    const _csrf = await token(form.fields._csrf ?? '');

    expect(await attack(() => send(form, { _csrf }))).toEqual(refused);
  });

  test.each([
    { name: 'Sec-Fetch-Site: cross-site', headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'Sec-Fetch-Site: same-site', headers: { 'sec-fetch-site': 'same-site' } },
    { name: 'Sec-Fetch-Site of nonsense', headers: { 'sec-fetch-site': 'Same-Origin' } },
    { name: 'Origin: null of another site', headers: { origin: 'null', 'sec-fetch-site': 'cross-site' } },
    { name: 'a foreign Origin', headers: { origin: 'https://evil.test' } },
    { name: 'Origin: null', headers: { origin: 'null' } },
    { name: 'the origin of another port', headers: { origin: 'http://127.0.0.1:1' } },
    { name: 'the origin of a sub-domain', headers: { origin: 'http://evil.127.0.0.1' } },
  ])('V-66: $name is refused with 403 although the token is right, nothing changes', async ({ headers }) => {
    const form = await make();

    expect(await attack(() => send(form, {}, { headers }))).toEqual(refused);
  });

  test.each([
    { name: 'none of these headers', headers: {} },
    { name: 'Sec-Fetch-Site: same-origin', headers: { 'sec-fetch-site': 'same-origin' } },
    { name: 'Origin: null, as under no-referrer', headers: { origin: 'null', 'sec-fetch-site': 'same-origin' } },
  ])('V-66: the form itself is taken with $name', async ({ headers }) => {
    const form = await make();

    expect((await send(form, {}, { headers })).status).toBeLessThan(400);
  });

  test('V-66: the form itself is taken of a browser without Sec-Fetch-Site, also by another name of this server without TLS', async () => {
    const { origin } = new URL(server.issuer);
    const other = origin.replace('127.0.0.1', 'localhost');
    const [own, called, foreign] = [await make(), await make(), await make()];

    const statuses = [
      (await send(own, {}, { headers: { origin } })).status,
      (await send({ ...called, url: called.url.replace(origin, other) }, {}, { headers: { origin: other } })).status,
    ];
    expect(Math.max(...statuses)).toBeLessThan(400);
    expect((await send(foreign, {}, { headers: { origin: other } })).status).toBe(403);
  });

  test('V-66: after an attack the form still works', async () => {
    const form = await make();
    await send(form, { _csrf: 'x' });
    await send(form, {}, { headers: { 'sec-fetch-site': 'cross-site' } });

    expect((await send(form)).status).toBeLessThan(400);
  });
});

describe.each(forms.slice(0, 2))('V-66: $route', ({ make }) => {
  test('V-07, STD OA5: fields in the address are refused, nothing changes, and the form goes on', async () => {
    const { person, url, fields } = await make();
    const inAddress = `${url}?${new URLSearchParams(fields).toString()}`;

    expect(await attack(() => send({ person, url: inAddress, fields: {} }))).toEqual({
      status: 400,
      isUnchanged: true,
    });
    expect((await send({ person, url, fields })).status).toBeLessThan(400);
  });

  test.each([
    { name: 'no token', init: (fields: Fields) => ({ body: new URLSearchParams(without(fields, '_csrf')) }) },
    { name: 'an empty token', init: (fields: Fields) => ({ body: new URLSearchParams({ ...fields, _csrf: '' }) }) },
    { name: 'no body', init: () => ({}) },
    {
      name: 'text/plain',
      init: (fields: Fields) => ({
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'text/plain;charset=UTF-8' },
      }),
    },
    { name: 'multipart/form-data', init: (fields: Fields) => ({ body: formData(fields) }) },
    {
      name: 'the token in a header only',
      init: (fields: Fields) => ({
        body: new URLSearchParams(without(fields, '_csrf')),
        headers: { 'x-csrf-token': fields._csrf ?? '' },
      }),
    },
  ])('V-66: $name is refused with 403, nothing changes', async ({ init }) => {
    const form = await make();

    const act = (): Promise<Page> => form.person.request(form.url, { method: 'POST', ...init(form.fields) });

    expect(await attack(act)).toEqual(refused);
  });

  test('V-66: JSON is refused with 400, nothing changes', async () => {
    const form = await make();
    const init = { body: JSON.stringify(form.fields), headers: { 'content-type': 'application/json' } };

    expect(await attack(() => send(form, {}, init))).toEqual({ status: 400, isUnchanged: true });
  });

  test('V-66: a token in the address is refused', async () => {
    const form = await make();
    const url = `${form.url}?_csrf=${form.fields._csrf ?? ''}`;

    expect(await attack(() => send({ ...form, url }))).toEqual({ status: 400, isUnchanged: true });
  });

  test('V-66: without its cookie the form is refused', async () => {
    const form = await make();

    const page = await send({ ...form, person: new Person() });

    expect(page.status).toBe(403);
    expect(page.headers.get('location')).toBeNull();
  });
});

function without(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
}

function formData(fields: Fields): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe('forged and expired forms are told apart (S-13, ruling 5)', () => {
  test('ruling 5: a forged form is an error page with 403 and no link to go on', async () => {
    const form = await approvalForm();

    const page = await send(form, { _csrf: 'x' });

    expect(errorFacts(page)).toMatchObject({ status: 403, uri: '/oauth/authorize' });
    expect(page.text).not.toContain('id="start-again"');
  });

  test('ruling 5: a token that was used before the sign-in is expired; its page leads back to the request', async () => {
    const person = new Person();
    const first = await person.open(requestUrl(server.issuer, { state: 'first' }));
    const second = await person.open(requestUrl(server.issuer, { state: 'second' }));
    await person.signIn(first, amelia);

    const refusal = await person.signIn(second, amelia);

    expect(errorFacts(refusal)).toMatchObject({ status: 403, uri: '/authenticate' });
    const next = await person.open(startAgain(refusal));
    expect(kindOf(next)).toBe('approval');
    expect(answerParameters(await person.approve(next)).state).toBe('second');
  });

  test('S-13: a session that ended while the approval page was open starts the same request again', async () => {
    const form = await approvalForm();
    await moveDatabaseClock(server.databaseUrl, 31 * MINUTE);

    const refusal = await send(form);
    const next = await form.person.open(startAgain(refusal));
    const answer = await form.person.approve(await form.person.signIn(next, amelia));
    await moveDatabaseClock(server.databaseUrl, 0);

    expect(refusal.status).toBe(403);
    expect(kindOf(next)).toBe('sign-in');
    expect(answerParameters(answer)).toMatchObject({ state: 'af0ifjsldkj', code: expect.any(String) as string });
  });

  test('S-13: starting again does not let anybody in: the approval of the ended session is lost', async () => {
    const form = await approvalForm();
    await rowsOf(server.databaseUrl, 'delete from browser_session');
    const before = (await stateOf(server.databaseUrl)).authorization_code;

    const next = await form.person.open(startAgain(await send(form)));

    expect(kindOf(next)).toBe('sign-in');
    expect((await stateOf(server.databaseUrl)).authorization_code).toBe(before);
  });

  test('S-13: there is no way back to a request that was answered', async () => {
    const form = await approvalForm();
    await send(form);
    await rowsOf(server.databaseUrl, 'delete from browser_session');

    const page = await send(form);

    expect(page.status).toBe(403);
    expect(page.text).not.toContain('id="start-again"');
  });

  test('S-13: a handle alone is no way back: the token must be one of ours', async () => {
    const form = await approvalForm();

    const page = await send({ ...form, person: new Person() }, { _csrf: 'x' });

    expect(page.text).not.toContain('id="start-again"');
  });
});

describe('ruling 5: a form without a cookie tells of cookies', () => {
  test.each([
    { name: 'an app', path: () => requestUrl(server.issuer), leadsTo: /oauth[/]authorize[?]interaction/ },
    { name: 'one’s own account', path: () => `${server.issuer}/account`, leadsTo: /[/]account$/ },
    { name: 'connected apps', path: () => `${server.issuer}/session/management`, leadsTo: /[/]session[/]management$/ },
  ])('at the sign-in to $name, and how to go on', async ({ path, leadsTo }) => {
    const form = await new Person().open(path());
    const page = await new Person().signIn(form, amelia);

    expect([page.status, page.text.includes('allow cookies for this site')]).toEqual([403, true]);
    expect(startAgain(page)).toMatch(leadsTo);
  });

  test('a page of one’s own account of before another sign-in leads back there', async () => {
    const person = new Person();
    const address = `${server.issuer}/account`;
    const first = await person.open(address);
    const second = await person.open(address);
    await person.signIn(first, amelia);
    const page = await person.signIn(second, amelia);

    expect([page.status, page.text.includes('cookies')]).toEqual([403, false]);
    expect(kindOf(await person.open(startAgain(page)))).not.toBe('error');
  });
});

/** Address behind the link of an error page. */
function startAgain(page: Page): string {
  const href = /id="start-again" href="([^"]*)"/.exec(page.text)?.[1];
  if (href === undefined) throw new Error(`No link to start again: ${page.status} ${page.text.slice(0, 2_000)}`);
  return new URL(href.replaceAll('&#x3D;', '='), server.issuer).href;
}

test('V-66: the token is never in an address', async () => {
  const person = new Person();
  const form = await person.open(requestUrl(server.issuer));
  const page = await person.signIn(form, amelia);
  const addresses = [
    form.url,
    page.url,
    ...[...page.text.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, url]) => url),
  ];

  expect(addresses.filter((address) => address?.includes('ghx_'))).toEqual([]);
  expect(handleOf(page)).toMatch(/^ghi_/);
});
