import { tokensFor } from '../support/endpoint-calls.js';
import { answerOf, answerParameters, kindOf, openSignedIn, requestUrl, textOf } from '../support/authorization.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { pushed, pushedUrl } from '../support/pushed.js';
import { rowsOf } from '../support/rows.js';
import { REDIRECT_URI, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const BYE = 'https://app.example/fake-sign-in';
const [publicApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'untrusted', clientName: 'Free Prizes', untrusted: true, postLogoutRedirectUris: [BYE] },
  { ...publicApp, clientId: 'trusted', postLogoutRedirectUris: [BYE] },
  {
    ...publicApp,
    clientId: 'untrusted-native',
    untrusted: true,
    registeredRedirectUris: ['com.example.app:/cb?x=1'],
  },
];

/** What an attacker can let fail without anybody doing anything. */
const failures = [
  { name: 'a malformed scope', parameters: { scope: '"' }, error: 'invalid_scope' },
  { name: 'prompt=none', parameters: { prompt: 'none' }, error: 'login_required' },
  { name: 'an unknown response_type', parameters: { response_type: 'x' }, error: 'unsupported_response_type' },
  { name: 'no PKCE', parameters: { code_challenge: undefined }, error: 'invalid_request' },
  { name: 'a request object', parameters: { request: 'x' }, error: 'request_not_supported' },
  {
    name: 'authorization_details',
    parameters: { authorization_details: '[]' },
    error: 'invalid_authorization_details',
  },
] as const;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clients });
});

afterAll(() => server.stop());

const ask = (parameters: Readonly<Record<string, string | undefined>>, person = new Person()): Promise<Page> =>
  person.open(requestUrl(server.issuer, parameters));

/** Where the page's button leads. */
function wayOn({ text }: Page): URL {
  const href = /<a class="button[^"]*" id="continue"[^>]* href="([^"]*)"/.exec(text)?.[1] ?? '';
  return new URL(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
}

describe.each(failures)('V-14, B-42: $name', ({ parameters, error }) => {
  test('V-14: an untrusted app gets a page that asks the person first', async () => {
    const page = await ask({ client_id: 'untrusted', ...parameters });

    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    expect(textOf(page, 'client-name')).toBe('Free Prizes');
    expect([textOf(page, 'destination'), textOf(page, 'error-code')]).toEqual(['app.example', error]);
    expect(wayOn(page).href.startsWith(`${REDIRECT_URI}?error=${error}&`)).toBe(true);
    expect(Object.fromEntries(wayOn(page).searchParams)).toMatchObject({ state: 'af0ifjsldkj', iss: server.issuer });
  });

  test('V-14, STD RFC9207-1: another app is told at its exact registered URI, with state and iss', async () => {
    const page = await ask(parameters);

    expect(answerOf(page).href.startsWith(`${REDIRECT_URI}?error=${error}&`)).toBe(true);
    expect(answerParameters(page)).toMatchObject({ state: 'af0ifjsldkj', iss: server.issuer });
  });
});

describe('V-14: the page for an untrusted app', () => {
  test('V-14, OFP-1: posts where the app wants the answer posted, by a button and not by itself', async () => {
    const page = await ask({ client_id: 'untrusted', response_mode: 'form_post', prompt: 'none' });

    expect(page.text).not.toContain('<script');
    expect(page.text).toContain(`<form id="leave-form" method="post" action="${REDIRECT_URI}">`);
    expect(hiddenFields(page)).toMatchObject({ error: 'login_required', state: 'af0ifjsldkj', iss: server.issuer });
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://app.example;");
  });

  test('V-14: names the scheme of an app of the device, and keeps its query', async () => {
    const page = await ask({
      client_id: 'untrusted-native',
      redirect_uri: 'com.example.app:/cb?x=1',
      prompt: 'none',
    });

    expect(textOf(page, 'destination')).toBe('com.example.app:');
    expect(wayOn(page).href.startsWith('com.example.app:/cb?x=1&error=login_required')).toBe(true);
  });

  test('S-12, V-82: repeats nothing that the request says', async () => {
    const text = 'Call 555-0100 to claim <b>your prize</b>';
    const url = requestUrl(server.issuer, { client_id: 'untrusted', state: text, [text]: 'a' });
    const page = await new Person().open(`${url}&${new URLSearchParams({ [text]: 'b' }).toString()}`);

    expect(textOf(page, 'error-code')).toBe('invalid_request');
    expect(page.text.replace(/href="[^"]*"/g, '')).not.toContain('555-0100');
  });

  test('V-62, V-68: cannot be framed or kept', async () => {
    const { headers } = await ask({ client_id: 'untrusted', prompt: 'none' });

    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('R-20: has the reference number of log and audit record', async () => {
    const page = await ask({ client_id: 'untrusted', prompt: 'none' });
    const rows = await rowsOf(server.databaseUrl, 'select client_id from audit_event where error_reference = $1', [
      textOf(page, 'error-reference'),
    ]);

    expect(rows).toEqual([{ client_id: 'untrusted' }]);
  });

  test('V-14, RFC9126-2: stands before the answer to a pushed request, which it uses up', async () => {
    const uri = await pushed(server.issuer, { client_id: 'untrusted', prompt: 'none' });
    const url = pushedUrl(server.issuer, uri, { client_id: 'untrusted' });
    const pages = [await new Person().open(url), await new Person().open(url)];

    expect(pages.map((page) => textOf(page, 'error-code'))).toEqual(['login_required', undefined]);
    expect(pages.map(({ headers }) => headers.get('location'))).toEqual([null, null]);
  });

  test('B-42: does not stand between the app and what the person decided', async () => {
    const person = new Person();
    const url = requestUrl(server.issuer, { client_id: 'untrusted' });
    const approved = await person.approve(await openSignedIn(person, url, amelia));
    const denied = await person.deny(await person.open(url));

    expect([approved, denied].map(kindOf)).toEqual(['answer', 'answer']);
    expect(answerParameters(approved)).toHaveProperty('code');
    expect(answerParameters(denied)).toMatchObject({ error: 'access_denied' });
  });
});

describe('B-02, V-14, STD OLOG-2: a logout that names where to go afterwards', () => {
  const leave = (parameters: Readonly<Record<string, string>>, person = new Person(), site = 'none'): Promise<Page> =>
    person.request(`${server.issuer}/logout?${new URLSearchParams(parameters).toString()}`, {
      headers: { 'sec-fetch-site': site },
    });
  const ways: readonly { name: string; parameters: Readonly<Record<string, string>>; target: string }[] = [
    {
      name: 'post_logout_redirect_uri',
      parameters: { post_logout_redirect_uri: BYE, state: 'x' },
      target: `${BYE}?state=x`,
    },
    { name: 'cb', parameters: { cb: REDIRECT_URI }, target: REDIRECT_URI },
  ];

  test.each(ways)(
    '$name of an untrusted app is a link that the person sees, not a redirect',
    async ({ parameters, target }) => {
      const page = await leave({ client_id: 'untrusted', ...parameters });

      expect([page.status, page.headers.get('location')]).toEqual([200, null]);
      expect([textOf(page, 'client-name'), textOf(page, 'destination')]).toEqual(['Free Prizes', 'app.example']);
      expect(wayOn(page).href).toBe(target);
      expect(page.text).toContain('does not vouch');
    },
  );

  test.each(ways)('$name of another app is followed', async ({ parameters, target }) => {
    expect((await leave({ client_id: 'trusted', ...parameters })).headers.get('location')).toBe(target);
  });

  test('an id_token_hint, which whoever made the app can get, makes it no redirect either', async () => {
    const { id_token } = await tokensFor(server.issuer, { clientId: 'untrusted' });
    const page = await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE }, new Person(), 'cross-site');

    expect([page.headers.get('location'), wayOn(page).href]).toEqual([null, BYE]);
  });

  test('nor does the confirmation of the person, who was not told of the site', async () => {
    const person = new Person();
    const question = await leave({ client_id: 'untrusted', post_logout_redirect_uri: BYE }, person, 'cross-site');
    const page = await person.submit(question, {}, { 'sec-fetch-site': 'same-origin' });

    expect([page.headers.get('location'), wayOn(page).href]).toEqual([null, BYE]);
  });
});
