import { decodeJwt } from 'jose';
import { basic, newPkce, postForm, redemption } from '../support/app.js';
import {
  answerOf,
  answerParameters,
  errorFacts,
  handleOf,
  kindOf,
  openSignedIn,
  requestUrl,
} from '../support/authorization.js';
import { answered } from '../support/endpoint-calls.js';
import { ehrClient, newLaunch } from '../support/ehr.js';
import { hiddenFields, Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { push, pushed, pushedUrl, pushFields } from '../support/pushed.js';
import { codesIssued, rowsOf } from '../support/rows.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const FHIR = 'https://fhir.example/r4';
const [publicApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] },
  { ...publicApp, clientId: 'must-push', requirePushedAuthorizationRequests: true },
  { ...publicApp, clientId: 'chart', scopes: ['openid', 'launch'] },
  ehrClient,
];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    clients,
    properties: [
      `module.smart_auth.config.allowed_audience_list=${FHIR}`,
      ...wardModule,
      'module.ward.config.pushed_authorization_requests=required',
      'module.ward.config.pushed_authorization_requests.lifetime_seconds=5',
      ...wardModule.map((line) => line.replaceAll('ward', 'attic')),
      'module.attic.config.pushed_authorization_requests=off',
      ...wardModule.map((line) => line.replaceAll('ward', 'strict')),
      'module.strict.config.reject_scopes_not_in_client_definition=true',
      ...wardModule.map((line) => line.replaceAll('ward', 'porch')),
      'module.porch.config.authorization_request.most_waiting_per_network=10',
    ],
  });
});

afterAll(() => server.stop());
afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

const aud = { aud: FHIR };
const usual = (more: Readonly<Record<string, string | undefined>> = {}) => pushed(server.issuer, { ...aud, ...more });
const open = (uri: string, person = new Person(), more: Readonly<Record<string, string>> = {}) =>
  person.open(pushedUrl(server.issuer, uri, more));

describe('STD RFC9126-1: a pushed request', () => {
  test.each([
    { name: 'a public client, by its id', client: { client_id: 'public-app' }, headers: {} },
    { name: 'client_secret_basic', client: { client_id: 'web-app' }, headers: basic('web-app', SECRET) },
    {
      name: 'client_secret_basic without client_id',
      client: { client_id: undefined },
      headers: basic('web-app', SECRET),
    },
    { name: 'client_secret_post', client: { client_id: 'web-app', client_secret: SECRET }, headers: {} },
  ])('STD RFC9126-1, A-10: of $name is taken', async ({ client, headers }) => {
    const { status, body, headers: answer } = await push(server.issuer, { ...aud, ...client }, headers);

    expect(status).toBe(201);
    expect(body).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:ghw_[\w-]{43}$/) as string,
      expires_in: 60,
    });
    expect(answer.get('cache-control')).toBe('no-store');
    expect(answer.get('content-type')).toMatch(/^application\/json/);
  });

  test('STD FP6: client_id and request_uri are enough for a code and its tokens', async () => {
    const pkce = newPkce();
    const uri = await usual({ code_challenge: pkce.challenge, nonce: 'n-1', scope: 'openid' });

    const callback = await new Person().authorize(pushedUrl(server.issuer, uri), amelia);
    const code = callback.searchParams.get('code') ?? '';
    const { status, body } = await answered(
      postForm(`${server.issuer}/oauth/token`, redemption({ code, pkce, callback })),
    );

    expect(callback.href.startsWith(`${REDIRECT_URI}?code=`)).toBe(true);
    expect(callback.searchParams.get('state')).toBe('af0ifjsldkj');
    expect(callback.searchParams.get('iss')).toBe(server.issuer);
    expect(status).toBe(200);
    expect(decodeJwt(body.id_token as string)).toMatchObject({ nonce: 'n-1', aud: 'public-app' });
    expect(decodeJwt(body.access_token as string).aud).toBe(FHIR);
  });

  test('OA8: no two have the same request_uri, and only a hash is stored', async () => {
    const uris = await Promise.all(Array.from({ length: 8 }, () => usual()));
    const [row] = await rowsOf<{ found: number }>(
      server.databaseUrl,
      `select count(*)::int as found from pushed_authorization_request p where p::text like any ($1)`,
      [uris.map((uri) => `%${uri.slice(-43)}%`)],
    );

    expect(new Set(uris).size).toBe(8);
    expect(row?.found).toBe(0);
  });

  test('STD RFC9126-2, FP6: of everything beside client_id and request_uri nothing counts', async () => {
    const page = await open(await usual({ prompt: 'none' }), new Person(), {
      redirect_uri: 'https://evil.test/cb',
      state: 'forged',
      scope: 'user/*.cruds',
      response_type: 'token',
      response_mode: 'fragment',
      prompt: 'login',
      request: 'e30.e30.',
    });

    expect(answerOf(page).href.startsWith(`${REDIRECT_URI}?`)).toBe(true);
    expect(answerParameters(page)).toMatchObject({ error: 'login_required', state: 'af0ifjsldkj', iss: server.issuer });
  });

  test.each(['client_id', 'request_uri', 'state', 'x_unknown'])(
    'V-07: %s twice beside it is an error page',
    async (name) => {
      const url = `${pushedUrl(server.issuer, await usual(), { state: 'a', x_unknown: 'a' })}&${name}=b`;

      const page = await new Person().open(url);

      expect(page.headers.get('location')).toBeNull();
      expect(errorFacts(page)).toMatchObject({ status: 400, parameter: name });
    },
  );
});

describe('STD RFC9126-1: what /oauth/authorize refuses is refused when it is pushed', () => {
  test.each([
    ['V-08, STD FP10: an unregistered redirect URI', { redirect_uri: 'https://evil.test/cb' }, 'invalid_request'],
    ['STD RFC6749-2: no redirect URI with openid', { redirect_uri: undefined }, 'invalid_request'],
    ['STD RFC9126-2: a request_uri inside', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
    ['STD RFC9126-2: a request_uri to fetch', { request_uri: 'https://app.example/r.jwt' }, 'invalid_request'],
    ['STD FP6: no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['STD FP6: plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['STD FP9: response_type token', { response_type: 'token' }, 'unsupported_response_type'],
    ['STD FP9: response_type code id_token', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['STD OM3: no response_type', { response_type: undefined }, 'invalid_request'],
    ['V-12: an unknown response_mode', { response_mode: 'web_message' }, 'invalid_request'],
    ['STD G3: a foreign aud', { aud: 'https://evil.test' }, 'invalid_request'],
    ['STD RFC8707-1: a foreign resource', { aud: undefined, resource: 'https://evil.test' }, 'invalid_target'],
    ['STD X2: no aud', { aud: undefined }, 'invalid_request'],
    ['STD X21: nothing but scopes outside the list', { scope: 'system/*.rs' }, 'invalid_scope'],
    ['STD A7: a launch value of ours that nobody ordered', { launch: `ghl_${'x'.repeat(43)}` }, 'invalid_request'],
    ['STD RFC9396-1: authorization_details', { authorization_details: '[]' }, 'invalid_authorization_details'],
    ['STD OID-3: prompt none and login', { prompt: 'none login' }, 'invalid_request'],
    ['V-92: a NUL', { state: '\0' }, 'invalid_request'],
  ] as const)('%s', async (_name, parameters, error) => {
    const { status, body, headers } = await push(server.issuer, { ...aud, ...parameters });

    expect([status, body.error, headers.get('location')]).toEqual([400, error, null]);
    expect(body.error_description).toMatch(/\.$/);
  });

  test('a scope outside the list, where such requests are refused', async () => {
    const issuer = `${server.issuer}/strict`;
    const { status, body } = await push(issuer, { scope: 'openid system/*.rs' });

    expect([status, body.error, body.error_description]).toEqual([400, 'invalid_scope', 'Invalid scope: system/*.rs']);
  });

  test('STD A7, V-23: a launch value of another app; its own is not used up by pushing', async () => {
    const launch = async () =>
      (await newLaunch(server.issuer, { clientId: 'chart', user: 'amelia', patient: '7' })).launch;
    const foreign = await push(server.issuer, { ...aud, scope: 'openid', launch: await launch() });
    const own = { client_id: 'chart', scope: 'openid launch', launch: await launch() };
    const uris = [await usual(own), await usual(own)];
    const page = await openSignedIn(
      new Person(),
      pushedUrl(server.issuer, uris[1] ?? '', { client_id: 'chart' }),
      amelia,
    );

    expect([foreign.status, foreign.body.error]).toEqual([400, 'invalid_request']);
    expect(foreign.body.error_description).toMatch(/^The launch value is unknown/);
    expect(kindOf(page)).toBe('approval');
  });

  test.each([
    { name: 'nobody', parameters: { client_id: undefined }, headers: {}, status: 400, error: 'invalid_client' },
    {
      name: 'an unknown client',
      parameters: { client_id: 'nobody' },
      headers: {},
      status: 400,
      error: 'invalid_client',
    },
    {
      name: 'a confidential client without its secret',
      parameters: { client_id: 'web-app' },
      headers: {},
      status: 400,
      error: 'invalid_client',
    },
    {
      name: 'a wrong secret',
      parameters: { client_id: 'web-app' },
      headers: basic('web-app', 'wrong'),
      status: 401,
      error: 'invalid_client',
    },
    {
      name: 'two clients at once',
      parameters: { client_id: 'public-app' },
      headers: basic('web-app', SECRET),
      status: 400,
      error: 'invalid_request',
    },
    {
      name: 'two methods at once',
      parameters: { client_id: 'web-app', client_secret: SECRET },
      headers: basic('web-app', SECRET),
      status: 400,
      error: 'invalid_request',
    },
    {
      name: 'a client without the grant',
      parameters: { client_id: 'backend', redirect_uri: undefined, scope: 'system/*.rs' },
      headers: basic('backend', SECRET),
      status: 400,
      error: 'invalid_request',
    },
  ])('A-10: $name', async ({ parameters, headers, status, error }) => {
    const answer = await push(server.issuer, { ...aud, ...parameters }, headers);

    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  test('OA5: parameters in the address', async () => {
    const fields = Object.fromEntries(pushFields(server.issuer, aud));
    const { status, body } = await answered(postForm(`${server.issuer}/oauth/par?state=x`, fields));

    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('STD RFC9126-2, FP6: by GET it is 405, told to programs as JSON', async () => {
    const url = `${server.issuer}/oauth/par?${pushFields(server.issuer, aud).toString()}`;
    const { status, headers, body } = await answered(fetch(url));

    expect([status, headers.get('allow'), body.error]).toEqual([405, 'POST', 'invalid_request']);
  });

  test('RFC 9126 §2.3: more than 64 KB', async () => {
    const answer = await push(server.issuer, { ...aud, state: 'x'.repeat(64 * 1024) });
    const most = await push(server.issuer, { ...aud, login_hint: 'x'.repeat(60 * 1024) });

    expect([answer.status, answer.body.error, most.status]).toEqual([413, 'invalid_request', 201]);
  });

  test('JSON', async () => {
    const body = JSON.stringify(Object.fromEntries(pushFields(server.issuer, aud)));
    const headers = { 'content-type': 'application/json' };
    const answer = await answered(fetch(`${server.issuer}/oauth/par`, { method: 'POST', body, headers }));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  test('O-14: leaves an audit record with the client', async () => {
    await push(server.issuer, { ...aud, client_id: 'other-public-app', scope: '"' });
    const [row] = await rowsOf(
      server.databaseUrl,
      `select kind, outcome, client_id, error_code, detail->>'endpoint' as endpoint from audit_event order by sequence desc limit 1`,
    );

    expect(row).toEqual({
      kind: 'AUTHORIZATION_REFUSAL',
      outcome: 'failure',
      client_id: 'other-public-app',
      error_code: 'invalid_scope',
      endpoint: 'par',
    });
  });
});

describe('STD RFC9126-2, OA8: a request_uri', () => {
  const refused = { status: 400, parameter: 'request_uri' };

  test.each([
    { name: 'made up', uri: () => Promise.resolve('urn:ietf:params:oauth:request_uri:ghw_x'), more: {} },
    { name: 'of another client', uri: usual, more: { client_id: 'other-public-app' } },
    { name: 'cut short', uri: async () => (await usual()).slice(0, -1), more: {} },
  ])('$name leads nowhere', async ({ uri, more }) => {
    const page = await open(await uri(), new Person(), more);

    expect(page.headers.get('location')).toBeNull();
    expect(errorFacts(page).status).toBe(400);
  });

  test.each([
    { seconds: 59, kind: 'sign-in' },
    { seconds: 61, kind: 'error' },
  ])('lives 60 seconds: after $seconds there is the page "$kind"', async ({ seconds, kind }) => {
    const uri = await usual();
    await moveDatabaseClock(server.databaseUrl, seconds);

    const page = await open(uri);

    expect(kindOf(page)).toBe(kind);
    if (kind === 'error') expect(errorFacts(page)).toMatchObject(refused);
  });

  test('the page can be loaded again, in time, as long as nothing was answered', async () => {
    const uri = await usual();
    const person = new Person();

    const pages = [await open(uri, person), await open(uri, person), await open(uri, new Person())];
    const answer = await person.approve(await person.signIn(pages[1] ?? (await open(uri)), amelia));

    expect(pages.map(kindOf)).toEqual(['sign-in', 'sign-in', 'sign-in']);
    expect(answerParameters(answer)).toHaveProperty('code');
  });

  test('a person who takes their time is served: it was in time when the browser brought it', async () => {
    const person = new Person();
    const page = await open(await usual(), person);
    await moveDatabaseClock(server.databaseUrl, 600);

    const answer = await person.approve(await person.signIn(page, amelia));

    expect(answerParameters(answer)).toHaveProperty('code');
  });

  test.each([
    { name: 'a code', act: (person: Person, page: Awaited<ReturnType<typeof open>>) => person.approve(page) },
    { name: 'a denial', act: (person: Person, page: Awaited<ReturnType<typeof open>>) => person.deny(page) },
  ])('FP6: is used up by $name', async ({ act }) => {
    const uri = await usual();
    const person = new Person();
    await act(person, await openSignedIn(person, pushedUrl(server.issuer, uri), amelia));

    const again = await open(uri, person);

    expect(again.headers.get('location')).toBeNull();
    expect(errorFacts(again)).toMatchObject(refused);
  });

  test('FP6: is used up by an answer without any page', async () => {
    const uri = await usual({ client_id: 'at-once' });
    const silent = await usual({ client_id: 'at-once', prompt: 'none' });
    const person = new Person();
    const more = { client_id: 'at-once' };
    const code = await openSignedIn(person, pushedUrl(server.issuer, uri, more), amelia);
    const error = await open(silent, new Person(), more);

    expect(answerParameters(code)).toHaveProperty('code');
    expect(answerParameters(error)).toMatchObject({ error: 'login_required' });
    for (const used of [uri, silent]) expect(errorFacts(await open(used, person, more))).toMatchObject(refused);
  });

  test('V-22, R-01: two browsers that bring it get one code between them', async () => {
    const uri = await usual();
    const people = [new Person(), new Person(), new Person(), new Person()];
    const pages = await Promise.all(
      people.map((person, index) =>
        openSignedIn(person, pushedUrl(server.issuer, uri), index % 2 === 0 ? amelia : bertha),
      ),
    );
    const before = await codesIssued(server.databaseUrl);

    const answers = await Promise.all(people.map((person, index) => person.approve(nth(pages, index))));

    const redirected = answers.filter((page) => page.headers.has('location'));
    expect(redirected).toHaveLength(1);
    expect(await codesIssued(server.databaseUrl)).toBe(before + 1);
    for (const page of answers.filter((each) => each !== redirected[0]))
      expect(page.text).toContain('id="back-to-app"');
  });

  test('V-22: one answer of either kind, whichever comes first', async () => {
    const uri = await usual();
    const [quick, slow] = [new Person(), new Person()];
    const waiting = await openSignedIn(slow, pushedUrl(server.issuer, uri), bertha);
    await quick.approve(await openSignedIn(quick, pushedUrl(server.issuer, uri), amelia));

    const late = await slow.deny(waiting);

    expect([late.status, late.headers.get('location')]).toEqual([400, null]);
  });

  test('V-08: leads nowhere that the client is no longer registered for', async () => {
    const uri = await usual();
    await rowsOf(
      server.databaseUrl,
      `update pushed_authorization_request set request = request || '{"redirectUri": "https://evil.test/cb"}'
        where created_at = (select max(created_at) from pushed_authorization_request)`,
    );

    expect(errorFacts(await open(uri))).toMatchObject({ status: 400, parameter: 'redirect_uri' });
  });
});

describe('R-18, F-48: no network fills the database', () => {
  /** Ten requests wait at the module. */
  const crowd = async (table: string, until: string): Promise<void> => {
    await rowsOf(
      server.databaseUrl,
      `insert into ${table}, module_id, client_id, request, expires_at, network)
       select n, ${until}, 'porch', 'c', '{}', gatehouse_now() + interval '30 s', '127.0.0.1' from generate_series(1, 10) as n`,
    );
  };
  const porch = (): string => `${server.issuer}/porch`;

  test.each([
    { name: 'GET', begin: (url: string) => new Person().open(url) },
    {
      name: 'POST',
      begin: (url: string) => {
        const { origin, pathname, searchParams } = new URL(url);
        return new Person().post(origin + pathname, Object.fromEntries(searchParams));
      },
    },
  ])(
    'R-18, F-48: with as many requests waiting as may, the next by $name is told so, and the app with it',
    async ({ begin }) => {
      await rowsOf(server.databaseUrl, 'delete from pending_authorization');
      const url = requestUrl(porch(), aud);
      expect(kindOf(await new Person().open(url))).toBe('sign-in');
      await crowd('pending_authorization (handle_hash, browser_hash', `'b'`);

      const refused = await begin(url);
      await moveDatabaseClock(server.databaseUrl, 31);

      expect(answerParameters(refused)).toMatchObject({ error: 'temporarily_unavailable', iss: porch() });
      expect(kindOf(await new Person().open(url))).toBe('sign-in');
    },
  );

  test('R-18, F-48: the same for pushing, unless the client proves who it is: a server pushes for all its people', async () => {
    await crowd('pushed_authorization_request (uri_hash, kept_until', `gatehouse_now() + interval '30 s'`);

    const refused = await push(porch(), aud);
    const proved = await push(porch(), { ...aud, client_id: 'web-app' }, basic('web-app', SECRET));
    await moveDatabaseClock(server.databaseUrl, 31);

    expect([refused.status, refused.body.error, proved.status]).toEqual([429, 'temporarily_unavailable', 201]);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(30);
    expect((await push(porch(), aud)).status).toBe(201);
  });
});

function nth<T>(list: readonly T[], index: number): T {
  const [item] = list.slice(index);
  if (item === undefined) throw new Error(`There is no item ${String(index)}`);
  return item;
}

describe('the ways into the flow', () => {
  test('X14: a cross-site POST is continued by a GET that brings the cookie', async () => {
    const uri = await usual();
    const person = new Person();
    await person.authorize(pushedUrl(server.issuer, await usual()), amelia);
    const page = await new Person().request(`${server.issuer}/oauth/authorize`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'public-app', request_uri: uri }),
      headers: { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' },
    });
    const next = new URL(page.headers.get('location') ?? '', server.issuer);

    expect([page.status, page.headers.getSetCookie()]).toEqual([303, []]);
    expect(answerParameters(await person.approve(await person.open(next.href)))).toHaveProperty('code');
    expect(errorFacts(await open(uri, person))).toMatchObject({ parameter: 'request_uri' });
  });

  test('OU3: prompt=login shows the form to a person who is signed in, once', async () => {
    const person = new Person();
    await person.authorize(pushedUrl(server.issuer, await usual()), amelia);
    const page = await open(await usual({ prompt: 'login' }), person);

    expect(kindOf(page)).toBe('sign-in');
    expect(kindOf(await person.signIn(page, amelia))).toBe('approval');
  });

  test('V-66: an approval form cannot be made an authorization request by a request_uri of a stranger', async () => {
    const person = new Person();
    const page = await openSignedIn(person, pushedUrl(server.issuer, await usual()), amelia);
    const fields = { ...hiddenFields(page), user_oauth_approval: 'true', request_uri: await usual() };

    const answer = await person.post(`${server.issuer}/oauth/authorize`, fields);

    expect(errorFacts(answer)).toMatchObject({ parameter: 'client_id' });
    expect(handleOf(page)).toMatch(/^ghi_/);
  });
});

describe('STD RFC9126-3: pushing is demanded', () => {
  test('of a client by its own setting', async () => {
    const client_id = 'must-push';
    const plain = await new Person().open(
      `${server.issuer}/oauth/authorize?${pushFields(server.issuer, { ...aud, client_id }).toString()}`,
    );
    const uri = await usual({ client_id });

    expect(answerParameters(plain)).toMatchObject({
      error: 'invalid_request',
      state: 'af0ifjsldkj',
      iss: server.issuer,
    });
    expect(kindOf(await open(uri, new Person(), { client_id }))).toBe('sign-in');
  });

  test('of everybody by the module, which says so', async () => {
    const ward = `${server.issuer}/ward`;
    const plain = await new Person().open(`${ward}/oauth/authorize?${pushFields(ward).toString()}`);
    const { body } = await push(ward);
    const metadata = await answered(fetch(`${ward}/.well-known/openid-configuration`));

    expect(answerParameters(plain)).toMatchObject({ error: 'invalid_request', iss: ward });
    expect(body.expires_in).toBe(5);
    expect(kindOf(await new Person().open(pushedUrl(ward, body.request_uri as string)))).toBe('sign-in');
    expect(metadata.body).toMatchObject({
      pushed_authorization_request_endpoint: `${ward}/oauth/par`,
      require_pushed_authorization_requests: true,
    });
  });

  test('V-22: a request pushed at one module is nothing to another', async () => {
    const page = await new Person().open(pushedUrl(`${server.issuer}/ward`, await usual()));

    expect(errorFacts(page)).toMatchObject({ status: 400, parameter: 'request_uri' });
  });

  test('B-19: it is advertised where it is on', async () => {
    const { body } = await answered(fetch(`${server.issuer}/.well-known/oauth-authorization-server`));

    expect(body).toMatchObject({
      pushed_authorization_request_endpoint: `${server.issuer}/oauth/par`,
      require_pushed_authorization_requests: false,
    });
  });

  test('B-19: where it is off there is no endpoint, and none is shown', async () => {
    const attic = `${server.issuer}/attic`;
    const { body } = await answered(fetch(`${attic}/.well-known/openid-configuration`));
    const page = await new Person().open(pushedUrl(attic, await usual(), { redirect_uri: REDIRECT_URI }));

    expect(Object.keys(body).filter((name) => name.includes('pushed'))).toEqual([]);
    expect((await push(attic)).status).toBe(404);
    expect(answerParameters(page)).toMatchObject({ error: 'request_uri_not_supported' });
  });
});
