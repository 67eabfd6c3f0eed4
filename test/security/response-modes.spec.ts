import { answerOf, answerParameters, errorFacts, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { forgedRedirectUris, NATIVE_URI } from '../support/forged-redirect-uris.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { push, pushed, pushedUrl } from '../support/pushed.js';
import { REDIRECT_URI, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const POLYGLOT = `"'></form><script>alert(1)</script><form action="https://evil.test">&amp;{{x}}\``;

const supported = ['query', 'fragment', 'form_post'];
const refused = [
  'query.jwt',
  'fragment.jwt',
  'form_post.jwt',
  'jwt',
  'web_message',
  'Query',
  'form_post ',
  'query fragment',
  '__proto__',
  'none',
];

const [publicApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] },
  { ...publicApp, clientId: 'posted', responseModes: ['form_post'] },
  { ...publicApp, clientId: 'nat', registeredRedirectUris: [NATIVE_URI] },
  { ...publicApp, clientId: 'local', registeredRedirectUris: ['http://localhost/cb'] },
  { ...publicApp, clientId: 'with-query', registeredRedirectUris: ['https://app.example/cb?a=b&c'] },
];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clients });
});

afterAll(() => server.stop());

async function open(parameters: Readonly<Record<string, string | undefined>>): Promise<Page> {
  return new Person().open(requestUrl(server.issuer, parameters));
}

async function grant(parameters: Readonly<Record<string, string | undefined>>): Promise<Page> {
  return openSignedIn(new Person(), requestUrl(server.issuer, { client_id: 'at-once', ...parameters }), amelia);
}

describe.each([...supported, ...refused, ''])('V-12: response_mode "%s"', (response_mode) => {
  test('V-12: does not change the verdict on any forged redirect URI', async () => {
    const pages = await Promise.all(
      forgedRedirectUris.map(({ client, uri }) => open({ response_mode, client_id: client, redirect_uri: uri })),
    );

    const passed = forgedRedirectUris.filter((_, index) => {
      const page = pages[index];
      return page?.status !== 400 || page.headers.has('location') || errorFacts(page).parameter !== 'redirect_uri';
    });
    expect(passed).toEqual([]);
  });
});

describe.each([...supported, ...refused, ''])('V-12: response_mode "%s" of a pushed request', (response_mode) => {
  test('V-12, STD RFC9126-1: does not change the verdict on any forged redirect URI', async () => {
    const answers = await Promise.all(
      forgedRedirectUris.map(({ client, uri }) =>
        push(server.issuer, { response_mode, client_id: client, redirect_uri: uri }),
      ),
    );

    const passed = forgedRedirectUris.filter((_, index) => {
      const { status, body } = answers[index] ?? {};
      return status !== 400 || body?.error !== 'invalid_request' || 'request_uri' in body;
    });
    expect(passed).toEqual([]);
  });

  test('V-12, A-11: is refused where it would be at /oauth/authorize', async () => {
    const { status, body } = await push(server.issuer, { response_mode });

    expect([status, body.error]).toEqual(refused.includes(response_mode) ? [400, 'invalid_request'] : [201, undefined]);
  });
});

describe('response modes that are not offered', () => {
  test.each(refused)('V-12, A-11: %s is invalid_request, told in the query of the registered URI', async (mode) => {
    const page = await open({ response_mode: mode });

    expect(answerOf(page).href.startsWith(`${REDIRECT_URI}?error=`)).toBe(true);
    expect(answerParameters(page)).toMatchObject({
      error: 'invalid_request',
      state: 'af0ifjsldkj',
      iss: server.issuer,
    });
  });

  test('V-12, V-07: sent twice it is invalid_request', async () => {
    const url = `${requestUrl(server.issuer)}&response_mode=query&response_mode=form_post`;

    expect(answerParameters(await new Person().open(url)).error).toBe('invalid_request');
  });

  test('V-12: empty counts as left out', async () => {
    expect(answerOf(await grant({ response_mode: '' })).searchParams.has('code')).toBe(true);
  });
});

describe('A-11: a client that registered form_post alone', () => {
  test.each(['query', 'fragment', undefined])('V-12, A-11: response_mode %s is refused, by form_post', async (mode) => {
    const page = await open({ client_id: 'posted', response_mode: mode });

    expect(formActions(page)).toEqual([REDIRECT_URI]);
    expect(hiddenFields(page)).toMatchObject({ error: 'invalid_request', state: 'af0ifjsldkj', iss: server.issuer });
  });

  test('A-11: form_post is used', async () => {
    const page = await open({ client_id: 'posted', response_mode: 'form_post', prompt: 'none' });

    expect(hiddenFields(page)).toMatchObject({ error: 'login_required' });
  });
});

describe('query and fragment', () => {
  test.each([{ mode: 'query' }, { mode: undefined }])(
    'STD OC1: $mode puts the answer into the query',
    async ({ mode }) => {
      const callback = answerOf(await grant({ response_mode: mode }));

      expect([callback.hash, callback.searchParams.get('state')]).toEqual(['', 'af0ifjsldkj']);
    },
  );

  test('STD OC1: fragment puts the answer into the fragment only', async () => {
    const callback = answerOf(await grant({ response_mode: 'fragment' }));

    const answer = new URLSearchParams(callback.hash.slice(1));
    expect(callback.search).toBe('');
    expect(Object.fromEntries(answer)).toEqual({
      code: expect.any(String) as string,
      state: 'af0ifjsldkj',
      iss: server.issuer,
    });
  });

  test('V-17: no token is ever in a fragment', async () => {
    const page = await grant({ response_mode: 'fragment', response_type: 'token' });

    expect(answerOf(page).hash).toMatch(/^#error=unsupported_response_type&/);
    expect(answerOf(page).href).not.toMatch(/access_token|id_token=/);
  });

  test('OA4: a state cannot add parameters or a fragment to the answer', async () => {
    const state = 'x&code=forged&iss=https://evil.test#code=forged';

    expect(answerParameters(await open({ state, prompt: 'none' }))).toEqual({
      error: 'login_required',
      error_description: expect.any(String) as string,
      state,
      iss: server.issuer,
    });
  });
});

describe('form_post (STD OFP-1)', () => {
  test('STD OFP-1, X13, OC1: a page with a form to the registered URI, a button and all fields', async () => {
    const page = await grant({ response_mode: 'form_post' });

    expect(page.status).toBe(200);
    expect(page.headers.get('location')).toBeNull();
    expect(formActions(page)).toEqual([REDIRECT_URI]);
    expect(page.text).toMatch(/<form id="form-post" method="post"/);
    expect(page.text).toMatch(/<button [^>]*type="submit"/);
    expect(hiddenFields(page)).toEqual({
      code: expect.stringMatching(/^ghc_/) as string,
      state: 'af0ifjsldkj',
      iss: server.issuer,
    });
  });

  test('STD OFP-1, V-68: must not be stored', async () => {
    expect((await grant({ response_mode: 'form_post' })).headers.get('cache-control')).toBe('no-store');
  });

  test('STD OFP-1, RFC9126-2: the answer to a pushed request is posted, whatever the address says', async () => {
    const uri = await pushed(server.issuer, { response_mode: 'form_post', prompt: 'none' });
    const page = await new Person().open(pushedUrl(server.issuer, uri, { response_mode: 'query' }));

    expect(page.headers.get('location')).toBeNull();
    expect(hiddenFields(page)).toMatchObject({ error: 'login_required', state: 'af0ifjsldkj' });
  });

  test('STD OFP-1: an error is posted, too', async () => {
    const page = await open({ response_mode: 'form_post', prompt: 'none' });

    expect(hiddenFields(page)).toMatchObject({ error: 'login_required', state: 'af0ifjsldkj', iss: server.issuer });
    expect(hiddenFields(page)).not.toHaveProperty('code');
  });

  test('V-12, V-82: every value is escaped', async () => {
    const page = await open({ response_mode: 'form_post', prompt: 'none', state: POLYGLOT });

    expect(page.text).not.toContain('<script>alert');
    expect(page.text).not.toContain('<form action=');
    expect(formActions(page)).toEqual([REDIRECT_URI]);
    const value = /name="state" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    expect(value).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(value).not.toMatch(/[<>"']/);
  });

  test('V-12: the page may post nowhere but to the server and the registered URI, and runs its own script only', async () => {
    const page = await grant({ response_mode: 'form_post' });

    const policy = page.headers.get('content-security-policy') ?? '';
    const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]));
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual([expect.stringMatching(/^'sha256-[A-Za-z0-9+/]{43}='$/)]);
    const targets = directives.get('form-action')?.filter((source) => source !== "'self'") ?? [];
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((source) => !REDIRECT_URI.startsWith(source))).toEqual([]);
  });

  test('STD OM20: the query of a registered URI is kept', async () => {
    const page = await open({
      client_id: 'with-query',
      redirect_uri: 'https://app.example/cb?a=b&c',
      response_mode: 'form_post',
      prompt: 'none',
    });

    expect(formActions(page)).toEqual(['https://app.example/cb?a=b&c']);
  });

  test('STD A8: a denial after the approval page is posted', async () => {
    const person = new Person();
    const url = requestUrl(server.issuer, { response_mode: 'form_post' });
    const page = await openSignedIn(person, url, amelia);
    expect(kindOf(page)).toBe('approval');

    expect(hiddenFields(await person.deny(page))).toMatchObject({ error: 'access_denied', state: 'af0ifjsldkj' });
  });
});

/** Targets of all forms of a page, unescaped. */
function formActions({ text }: Page): readonly string[] {
  return [...text.matchAll(/<form\b[^>]*\baction="([^"]*)"/g)].map(([, action = '']) =>
    action.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'),
  );
}
