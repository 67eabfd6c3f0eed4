import { basic, obtainCode, postForm, redemption } from '../support/app.js';
import { answerParameters, errorFacts, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person, type Fields, type Page } from '../support/person.js';
import { pushFields } from '../support/pushed.js';
import { rowsOf, stateOf } from '../support/rows.js';
import { REDIRECT_URI, SECRET } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const EVIL = 'https://evil.test/cb';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

/** Every parameter of an authorization request, with two values that are fine alone. */
const requestParameters: readonly (readonly [name: string, first: string, second: string])[] = [
  ['response_type', 'code', 'token'],
  ['response_mode', 'query', 'fragment'],
  ['scope', 'openid', 'openid email'],
  ['state', 'one', 'two'],
  ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'a'.repeat(43)],
  ['code_challenge_method', 'S256', 'plain'],
  ['aud', 'https://fhir.example', EVIL],
  ['resource[]', 'https://fhir.example', EVIL],
  ['authorization_details', '[]', '[{}]'],
  ['claims', '{}', '{"userinfo":{}}'],
  ['launch', 'a', 'b'],
  ['nonce', 'a', 'b'],
  ['prompt', 'login', 'none'],
  ['max_age', '1', '2'],
  ['login_hint', 'a', 'b'],
  ['id_token_hint', 'a', 'b'],
  ['ui_locales', 'de', 'en'],
  ['acr_values', '1', '2'],
  ['request', 'a', 'b'],
  ['x_unknown', 'a', 'b'],
];

/** The address of a request in which this parameter stands twice. */
function twice(name: string, first: string, second: string): string {
  const url = new URL(requestUrl(server.issuer, { [name]: first }));
  url.searchParams.append(name, second);
  return url.href;
}

async function post(body: string, query = ''): Promise<Page> {
  return new Person().request(`${server.issuer}/oauth/authorize${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

function expectPage(page: Page, parameter: string): void {
  expect(page.headers.get('location')).toBeNull();
  expect(errorFacts(page)).toMatchObject({ status: 400, parameter });
}

describe('V-07: a client, redirect URI or request that is in doubt is never redirected to', () => {
  const other = { client_id: 'other-public-app', redirect_uri: EVIL, request_uri: `${EVIL}/request` };
  const own = { client_id: 'public-app', redirect_uri: REDIRECT_URI, request_uri: 'https://app.example/request' };

  for (const name of ['client_id', 'redirect_uri', 'request_uri'] as const) {
    test.each([
      { order: 'right then wrong', values: [own[name], other[name]] },
      { order: 'wrong then right', values: [other[name], own[name]] },
      { order: 'the same twice', values: [own[name], own[name]] },
      { order: 'right then empty', values: [own[name], ''] },
      { order: 'empty then right', values: ['', own[name]] },
    ])(`V-07: ${name} twice in the query, $order, is an error page`, async ({ values }) => {
      expectPage(await new Person().open(twice(name, values[0] ?? '', values[1] ?? '')), name);
    });

    test(`V-07: ${name} twice in the body is an error page`, async () => {
      const { search } = new URL(twice(name, own[name], other[name]));
      expectPage(await post(search.slice(1)), name);
    });

    test(`V-07: ${name} in query and body is an error page`, async () => {
      const { search } = new URL(requestUrl(server.issuer, { [name]: own[name] }));
      expectPage(await post(search.slice(1), `?${name}=${encodeURIComponent(own[name])}`), name);
    });

    test.each([`${name}[]`, `${name}[0]`, `${name}[x][y]`, `${name}.x`, `${name}%5B%5D`])(
      'V-07, V-87: %s is an error page',
      async (spelling) => {
        const url = `${requestUrl(server.issuer)}&${spelling}=${encodeURIComponent(other[name])}`;
        expectPage(await new Person().open(url), name);
      },
    );
  }
});

describe('V-07, STD RFC6749-6: every other parameter of /oauth/authorize', () => {
  test.each(requestParameters)('V-07: %s twice in the query is invalid_request', async (name, first, second) => {
    expect(answerParameters(await new Person().open(twice(name, first, second))).error).toBe('invalid_request');
  });

  test.each(requestParameters)('V-07: %s twice in the body is invalid_request', async (name, first, second) => {
    const { search } = new URL(twice(name, first, second));

    expect(answerParameters(await post(search.slice(1))).error).toBe('invalid_request');
  });

  test.each(requestParameters)('V-07: %s in query and body is invalid_request', async (name, first, second) => {
    const { search } = new URL(requestUrl(server.issuer, { [name]: first }));

    const page = await post(search.slice(1), `?${name}=${encodeURIComponent(second)}`);

    expect(answerParameters(page).error).toBe('invalid_request');
  });

  test.each(['scope[]', 'state[0]', 'code_challenge.x', 'response_type[]'])(
    'V-07, V-87: %s beside the parameter is invalid_request',
    async (spelling) => {
      const url = `${requestUrl(server.issuer)}&${encodeURIComponent(spelling)}=x`;

      expect(answerParameters(await new Person().open(url)).error).toBe('invalid_request');
    },
  );

  test('V-07: of a repeated state none comes back', async () => {
    expect(answerParameters(await new Person().open(twice('state', 'one', 'two')))).not.toHaveProperty('state');
  });

  test('V-07: a repeated response_mode does not choose how the refusal travels', async () => {
    const page = await new Person().open(twice('response_mode', 'form_post', 'fragment'));

    expect(answerParameters(page).error).toBe('invalid_request');
  });
});

describe('V-07, STD RFC9126-1: every parameter of a pushed request', () => {
  const pushTwice = async (name: string, first: string, second: string) => {
    const body = pushFields(server.issuer, { [name]: first });
    body.append(name, second);
    return send('/oauth/par', body);
  };
  const identity = [
    ['client_id', 'public-app', 'other-public-app'],
    ['redirect_uri', REDIRECT_URI, EVIL],
    ['request_uri', 'a', 'b'],
  ] as const;

  test.each([...identity, ...requestParameters])('V-07: %s twice is invalid_request', async (name, first, second) => {
    const before = await pushedCount();

    expect(await pushTwice(name, first, second)).toEqual({ status: 400, error: 'invalid_request' });
    expect(await pushedCount()).toBe(before);
  });

  test.each(['client_secret', 'client_assertion', 'client_assertion_type'])(
    'V-07: %s twice is invalid_request',
    async (name) => {
      expect((await pushTwice(name, 'a', 'b')).error).toBe('invalid_request');
    },
  );

  test.each(['redirect_uri[]', 'redirect_uri[0]', 'redirect_uri.x', 'scope[]', 'request_uri.x'])(
    'V-07, V-87: %s is invalid_request',
    async (spelling) => {
      const body = pushFields(server.issuer);
      body.append(spelling, EVIL);

      expect(await send('/oauth/par', body)).toEqual({ status: 400, error: 'invalid_request' });
    },
  );

  async function pushedCount(): Promise<number> {
    const [row] = await rowsOf<{ n: number }>(
      server.databaseUrl,
      'select count(*)::int as n from pushed_authorization_request',
    );
    return row?.n ?? 0;
  }
});

describe('V-07: the forms of our pages', () => {
  test.each([
    { name: 'username', extra: 'bertha' },
    { name: 'password', extra: 'x' },
    { name: 'password', extra: '' },
    { name: '_csrf', extra: 'x' },
    { name: 'interaction', extra: 'x' },
  ])('V-07: $name twice at /authenticate is refused, nobody is signed in', async ({ name, extra }) => {
    const person = new Person();
    const page = await person.open(requestUrl(server.issuer));
    const before = await stateOf(server.databaseUrl);
    const { username, password } = amelia;

    const answer = await postTwice(person, '/authenticate', { ...hiddenFields(page), username, password }, name, extra);

    expect([answer.status, await stateOf(server.databaseUrl)]).toEqual([400, before]);
  });

  test.each([
    { name: 'user_oauth_approval', extra: 'true' },
    { name: 'scope.patient/*.rs', extra: 'false' },
    { name: '_csrf', extra: 'x' },
    { name: 'interaction', extra: 'x' },
  ])('V-07: $name twice at the approval is refused, no code is made', async ({ name, extra }) => {
    const person = new Person();
    const page = await openSignedIn(person, requestUrl(server.issuer), amelia);
    const before = await stateOf(server.databaseUrl);
    const fields = { ...hiddenFields(page), user_oauth_approval: 'false', 'scope.patient/*.rs': 'true' };

    const answer = await postTwice(person, '/oauth/authorize', fields, name, extra);

    expect(kindOf(answer)).toBe('error');
    expect([answer.status, await stateOf(server.databaseUrl)]).toEqual([400, before]);
  });
});

async function postTwice(person: Person, path: string, fields: Fields, name: string, extra: string): Promise<Page> {
  const body = new URLSearchParams(fields);
  body.append(name, extra);
  return person.request(server.issuer + path, { method: 'POST', body });
}

describe('V-07: the endpoints that apps call', () => {
  test.each([
    ['grant_type', 'client_credentials'],
    ['code', 'x'],
    ['redirect_uri', EVIL],
    ['client_id', 'other-public-app'],
    ['code_verifier', 'x'],
    ['code_verifier', ''],
    ['scope', 'openid'],
  ])(
    'V-07: %s=%s a second time at the token endpoint is invalid_request, and the code stays good',
    async (name, extra) => {
      const issued = await obtainCode(server.issuer);
      const body = new URLSearchParams({ scope: 'openid', ...redemption(issued) });
      body.append(name, extra);

      const refusal = await send('/oauth/token', body);
      const success = await postForm(`${server.issuer}/oauth/token`, redemption(issued));

      expect([refusal.status, refusal.error, success.status]).toEqual([400, 'invalid_request', 200]);
    },
  );

  test.each([
    { path: '/oauth/introspect', name: 'token' },
    { path: '/oauth/introspect', name: 'token_type_hint' },
    { path: '/oauth/revoke', name: 'token' },
    { path: '/session/token/revoke', name: 'token_type' },
  ])('V-07: $name twice at $path is invalid_request', async ({ path, name }) => {
    const body = new URLSearchParams({ token: 'x', token_type: 'access_token', token_type_hint: 'access_token' });
    body.append(name, 'refresh_token');

    expect(await send(path, body, basic('web-app', SECRET))).toEqual({ status: 400, error: 'invalid_request' });
  });

  test.each(['post_logout_redirect_uri', 'id_token_hint', 'client_id', 'state', 'cb'])(
    'V-07: %s twice at /logout is refused, and leads nowhere',
    async (name) => {
      const query = new URLSearchParams({ client_id: 'web-app', post_logout_redirect_uri: 'https://app.example/bye' });
      query.set(name, query.get(name) ?? 'https://app.example/bye');
      query.append(name, EVIL);

      const page = await new Person().request(`${server.issuer}/logout?${query.toString()}`);

      expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    },
  );
});

async function send(path: string, body: URLSearchParams, headers: Record<string, string> = {}) {
  const response = await fetch(server.issuer + path, { method: 'POST', body, headers });
  const { error } = (await response.json()) as { error: string };
  return { status: response.status, error };
}
