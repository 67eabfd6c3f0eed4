import { newPkce, postForm, redemption } from '../support/app.js';
import {
  answerOf,
  answerParameters,
  CHALLENGE,
  errorFacts,
  fragmentParameters,
  kindOf,
  openSignedIn,
  requestUrl,
  type RequestParameters,
} from '../support/authorization.js';
import { Person, type Page } from '../support/person.js';
import { codesIssued, rowsOf, stateOf } from '../support/rows.js';
import { REDIRECT_URI, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const FHIR_BASE = 'https://fhir.example/r4';
const STATE = 'af0ifjsldkj';
const SECOND_URI = 'https://app.example/other';
const QUERY_URI = 'https://app.example/cb?tenant=a%20b&x';

const [publicApp, , webApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'two-uris', registeredRedirectUris: [REDIRECT_URI, SECOND_URI] },
  { ...publicApp, clientId: 'with-query', registeredRedirectUris: [QUERY_URI] },
  { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs', 'offline_access'] },
  { ...publicApp, clientId: 'disabled-app', enabled: false },
  { ...publicApp, clientId: 'archived-app', archivedAt: '2020-01-01T00:00:00Z' },
  { ...webApp, clientId: 'no-code-app', allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  { ...webApp, clientId: 'exempt-app', pkceRequired: false },
  { ...webApp, clientId: 'demanding-app', pkceRequired: true },
  { ...publicApp, clientId: 'fixed-app', fixedScope: true },
  { ...publicApp, clientId: 'sign-in-app', scopes: ['openid'] },
  { ...publicApp, clientId: 'given-app', autoGrantScopes: ['patient/*.rs'] },
  { ...webApp, clientId: 'implicit-app', allowedGrantTypes: ['IMPLICIT'], pkceRequired: false },
];

const without = { code_challenge: undefined, code_challenge_method: undefined };

let server: TestServer;
/** Issuer of a module that has a list of audiences, accepts `plain` and does not demand PKCE of confidential clients. */
let lenient: string;

beforeAll(async () => {
  const config = 'module.lenient_auth.config';
  server = await startTestServer({
    clients,
    properties: [
      'module.lenient_auth.type=SECURITY_OUT_SMART',
      'module.lenient_auth.requires.SECURITY_IN_UP=local_security',
      `${config}.bind_address=127.0.0.1`,
      `${config}.port=PORT`,
      `${config}.context_path=/lenient`,
      `${config}.issuer.url=http://127.0.0.1:PORT/lenient`,
      `${config}.seed_clients.file=classpath:clients.json`,
      `${config}.allowed_audience_list=https://other.example/fhir ${FHIR_BASE}`,
      `${config}.pkce.required=false`,
      `${config}.pkce.plain_challenge_supported=true`,
    ],
  });
  lenient = `${server.issuer}/lenient`;
});

afterAll(() => server.stop());

/** Opens a request in a browser nobody is signed in with. */
async function open(parameters: RequestParameters, issuer = server.issuer): Promise<Page> {
  return new Person().open(requestUrl(issuer, parameters));
}

/** Error code and state the app gets. */
async function refusalOf(parameters: RequestParameters, issuer = server.issuer): Promise<Record<string, unknown>> {
  const { error, state } = answerParameters(await open(parameters, issuer));
  return { error, state };
}

/** Posts a form as another site would: no cookies come along. */
async function post(fields: Readonly<Record<string, string>>, issuer = server.issuer): Promise<Page> {
  return new Person().request(`${issuer}/oauth/authorize`, { method: 'POST', body: new URLSearchParams(fields) });
}

const requestFields = {
  response_type: 'code',
  client_id: 'public-app',
  redirect_uri: REDIRECT_URI,
  scope: 'openid patient/*.rs',
  state: STATE,
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

describe('client and redirect URI', () => {
  test.each([
    { id: 'STD RFC6749-1', name: 'no client', change: { client_id: undefined }, parameter: 'client_id' },
    { id: 'STD RFC6749-1', name: 'an empty client id', change: { client_id: '' }, parameter: 'client_id' },
    { id: 'STD RFC6749-1', name: 'an unknown client', change: { client_id: 'nobody' }, parameter: 'client_id' },
    { id: 'STD RFC6749-1', name: 'another case', change: { client_id: 'Public-App' }, parameter: 'client_id' },
    { id: 'STD RFC6749-1', name: 'a trailing space', change: { client_id: 'public-app ' }, parameter: 'client_id' },
    { id: 'STD RFC6749-1', name: 'a prototype name', change: { client_id: '__proto__' }, parameter: 'client_id' },
    { id: 'V-28', name: 'a disabled client', change: { client_id: 'disabled-app' }, parameter: 'client_id' },
    { id: 'V-28', name: 'an archived client', change: { client_id: 'archived-app' }, parameter: 'client_id' },
    {
      id: 'STD OM18, RFC6749-2',
      name: 'an unregistered redirect URI',
      change: { redirect_uri: 'https://app.example/elsewhere' },
      parameter: 'redirect_uri',
    },
    {
      id: 'STD OM19, A3',
      name: 'no redirect URI where two are registered',
      change: { client_id: 'two-uris', redirect_uri: undefined, scope: 'patient/*.rs' },
      parameter: 'redirect_uri',
    },
    {
      id: 'STD OM19',
      name: 'no redirect URI in an OpenID request',
      change: { redirect_uri: undefined },
      parameter: 'redirect_uri',
    },
    {
      id: 'STD RFC6749-2',
      name: 'the redirect URI of another client',
      change: { redirect_uri: SECOND_URI },
      parameter: 'redirect_uri',
    },
  ])(
    'STD OA4, $id: $name is an error page that names the parameter, never a redirect',
    async ({ change, parameter }) => {
      const page = await open(change);

      expect(page.headers.get('location')).toBeNull();
      expect(errorFacts(page)).toMatchObject({ status: 400, parameter, uri: '/oauth/authorize' });
    },
  );

  test('STD RFC6749-2: the same holds for a request by POST', async () => {
    const page = await post({ ...requestFields, redirect_uri: 'https://app.example/elsewhere' });

    expect(page.headers.get('location')).toBeNull();
    expect(errorFacts(page)).toMatchObject({ status: 400, parameter: 'redirect_uri' });
  });

  test('STD A3: the only registered redirect URI may be left out of a plain OAuth request', async () => {
    const page = await open({ redirect_uri: undefined, scope: 'patient/*.rs', prompt: 'none' });

    expect(answerOf(page).href.startsWith(`${REDIRECT_URI}?`)).toBe(true);
  });

  test('STD OM20: the query of a registered redirect URI is kept byte by byte', async () => {
    const page = await open({ client_id: 'with-query', redirect_uri: QUERY_URI, prompt: 'none' });

    expect(page.headers.get('location')?.startsWith(`${QUERY_URI}&error=login_required&`)).toBe(true);
  });

  test.each([
    'https://app.example/cb',
    'https://app.example/cb?tenant=a%20b',
    'https://app.example/cb?tenant=a+b&x',
    `${QUERY_URI}&y=1`,
    'https://app.example/cb?x&tenant=a%20b',
  ])('STD OM20: %s is not the registered URI with its query', async (redirect_uri) => {
    const page = await open({ client_id: 'with-query', redirect_uri });

    expect(errorFacts(page)).toMatchObject({ status: 400, parameter: 'redirect_uri' });
  });
});

describe('errors that the app is told', () => {
  test.each([
    { id: 'STD OM3', name: 'no response_type', change: { response_type: undefined }, error: 'invalid_request' },
    { id: 'STD A2', name: 'response_type=Code', change: { response_type: 'Code' }, error: 'unsupported_response_type' },
    {
      id: 'STD RFC6749-4, A-04',
      name: 'a client without the code grant',
      change: { client_id: 'no-code-app' },
      error: 'unauthorized_client',
    },
    { id: 'STD OM22', name: 'a request object', change: { request: 'eyJ9' }, error: 'request_not_supported' },
    {
      id: 'STD OM22',
      name: 'a request URI',
      change: { request_uri: 'https://app.example/request' },
      error: 'request_uri_not_supported',
    },
    {
      id: 'STD OID-3',
      name: 'prompt=none with another',
      change: { prompt: 'none login' },
      error: 'invalid_request',
    },
    { id: 'STD OID-4', name: 'a negative max_age', change: { max_age: '-1' }, error: 'invalid_request' },
    { id: 'STD OID-4', name: 'max_age in words', change: { max_age: '1e3' }, error: 'invalid_request' },
    {
      id: 'STD OID-4',
      name: 'a hint that is no ID token of ours',
      change: { id_token_hint: 'eyJhbGciOiJub25lIn0.e30.' },
      error: 'invalid_request',
    },
    { id: 'RFC6749 3.3', name: 'a scope with a quote', change: { scope: 'openid "x"' }, error: 'invalid_scope' },
    {
      id: 'STD X21, ruling 39',
      name: 'nothing but scopes the client may not have',
      change: { scope: 'system/*.cruds nonsense' },
      error: 'invalid_scope',
    },
    { id: 'STD OM14', name: 'prompt=none without a session', change: { prompt: 'none' }, error: 'login_required' },
  ])('$id, RFC6749-3: $name answers $error with the state', async ({ change, error }) => {
    expect(await refusalOf(change)).toEqual({ error, state: STATE });
  });

  test.each([
    { id: 'V-17', name: 'response_type=token', change: { response_type: 'token' } },
    { id: 'V-17, STD OID-2', name: 'response_type=id_token token', change: { response_type: 'id_token token' } },
    { id: 'V-17', name: 'response_mode=query', change: { response_type: 'token', response_mode: 'query' } },
    {
      id: 'S-04, STD X18',
      name: 'response_type=token of an implicit client',
      change: { client_id: 'implicit-app', response_type: 'token' },
    },
    { id: 'STD X18', name: 'hybrid', change: { response_type: 'code id_token' } },
  ])('$id, RFC6749-3: $name answers unsupported_response_type in the fragment', async ({ change }) => {
    const page = await open(change);

    expect(answerOf(page).search).toBe('');
    expect(fragmentParameters(page)).toMatchObject({ error: 'unsupported_response_type', state: STATE });
  });

  test('STD RFC6749-3: an error comes without a code, and its description is printable ASCII (OC8)', async () => {
    const answer = answerParameters(await open({ response_type: 'tökén' }));

    expect(answer).not.toHaveProperty('code');
    expect(answer.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  test('STD A5: a state of awkward characters is echoed exactly', async () => {
    const state = `a b+c&d=e%20"<é€😀>'\\#?/;,`;

    expect(answerParameters(await open({ prompt: 'none', state })).state).toBe(state);
  });

  test('STD A5: without a state there is none in the answer', async () => {
    expect(answerParameters(await open({ prompt: 'none', state: undefined }))).not.toHaveProperty('state');
  });

  test('O-14: a refusal the app was told is in the audit log', async () => {
    await open({ prompt: 'none', client_id: 'two-uris' });

    const rows = await rowsOf<{ error_code: string }>(
      server.databaseUrl,
      `select error_code from audit_event where kind = 'AUTHORIZATION_REFUSAL' and client_id = 'two-uris'
        order by sequence desc limit 1`,
    );
    expect(rows).toEqual([{ error_code: 'login_required' }]);
  });
});

describe('PKCE', () => {
  const verifier = newPkce().verifier;

  test.each([
    { id: 'STD RFC7636-5', name: 'no challenge', change: without },
    { id: 'STD RFC7636-5', name: 'an empty challenge', change: { code_challenge: '' } },
    { id: 'V-25', name: 'a method without a challenge', change: { code_challenge: undefined } },
    { id: 'V-26', name: 'no method', change: { code_challenge_method: undefined } },
    { id: 'V-26, STD RFC7636-1', name: 'the method plain', change: { code_challenge_method: 'plain' } },
    { id: 'V-26', name: 'the method s256', change: { code_challenge_method: 's256' } },
    { id: 'V-26', name: 'the method "S256 "', change: { code_challenge_method: 'S256 ' } },
    { id: 'V-26', name: 'the method S512', change: { code_challenge_method: 'S512' } },
    { id: 'V-26, STD RFC7636-2', name: '42 characters', change: { code_challenge: 'a'.repeat(42) } },
    { id: 'V-26, STD RFC7636-2', name: '129 characters', change: { code_challenge: 'a'.repeat(129) } },
    { id: 'V-26', name: 'base64 instead of base64url', change: { code_challenge: `${'a'.repeat(42)}+` } },
    { id: 'V-26', name: 'a padded challenge', change: { code_challenge: `${CHALLENGE}=` } },
    { id: 'V-26', name: 'a challenge that is the verifier of plain', change: plainOf(verifier) },
  ])('STD RFC9700-2, OA1, $id: $name of a public client is invalid_request', async ({ change }) => {
    expect(await refusalOf(change)).toEqual({ error: 'invalid_request', state: STATE });
  });

  /** STD N17: the module's word, the client's word, and what each makes of a request without and with a plain challenge. */
  test.each([
    { module: 'strict', client: 'public-app', none: 'refused', plain: 'refused' },
    { module: 'strict', client: 'web-app', none: 'refused', plain: 'refused' },
    { module: 'strict', client: 'demanding-app', none: 'refused', plain: 'refused' },
    { module: 'strict', client: 'exempt-app', none: 'accepted', plain: 'refused' },
    { module: 'lenient', client: 'public-app', none: 'refused', plain: 'refused' },
    { module: 'lenient', client: 'web-app', none: 'accepted', plain: 'accepted' },
    { module: 'lenient', client: 'demanding-app', none: 'refused', plain: 'accepted' },
    { module: 'lenient', client: 'exempt-app', none: 'accepted', plain: 'accepted' },
  ])(
    'STD X1, N17, ruling 31: module $module, $client: no challenge $none, plain $plain',
    async ({ module, client, none, plain }) => {
      const issuer = module === 'strict' ? server.issuer : lenient;
      const base = { client_id: client, aud: FHIR_BASE };
      const pages = [
        await open({ ...base, ...without }, issuer),
        await open({ ...base, ...plainOf(verifier) }, issuer),
        await open(base, issuer),
      ];

      const verdicts = pages.map((page) => (kindOf(page) === 'sign-in' ? 'accepted' : 'refused'));
      expect(verdicts).toEqual([none, plain, 'accepted']);
    },
  );

  test.each([
    { name: 'too short', change: { code_challenge: 'short' } },
    { name: 'plain by default', change: { code_challenge_method: undefined } },
  ])('STD X1: a challenge that an exempt client did send is judged: $name', async ({ change }) => {
    expect(await refusalOf({ client_id: 'exempt-app', ...change })).toEqual({ error: 'invalid_request', state: STATE });
  });
});

function plainOf(verifier: string): RequestParameters {
  return { code_challenge: verifier, code_challenge_method: 'plain' };
}

describe('audience (STD X2, N18)', () => {
  const openid = { scope: 'openid' };
  const fhir = { scope: 'openid patient/*.rs' };

  test.each([
    { id: 'G3', name: 'a foreign aud', change: { ...fhir, aud: 'https://inferno.healthit.gov/invalid_aud' } },
    { id: 'A4', name: 'a foreign aud of a plain OpenID request', change: { ...openid, aud: 'https://evil.test' } },
    { id: 'A4', name: 'an aud below the base', change: { ...fhir, aud: `${FHIR_BASE}/Patient` } },
    { id: 'A4', name: 'an aud in capitals', change: { ...fhir, aud: FHIR_BASE.toUpperCase() } },
    { id: 'A4', name: 'an aud with a query', change: { ...fhir, aud: `${FHIR_BASE}?x=y` } },
    { id: 'A4', name: 'two audiences in one', change: { ...fhir, aud: `${FHIR_BASE} https://evil.test` } },
    { id: 'X2', name: 'no aud where a FHIR scope is asked for', change: fhir },
    { id: 'X2', name: 'no aud where the scopes are left to the list of the client', change: { scope: undefined } },
    {
      id: 'X2',
      name: 'no aud where the scope of the client is fixed to FHIR scopes',
      change: { client_id: 'fixed-app', ...openid },
    },
    { id: 'X2', name: 'no aud where launch/patient is asked for', change: { scope: 'openid launch/patient' } },
    { id: 'X2', name: 'no aud where a launch value is sent', change: { ...openid, launch: 'xyz' } },
    {
      id: 'A4',
      name: 'a resource that contradicts aud',
      change: { ...fhir, aud: FHIR_BASE, resource: 'https://evil.test' },
    },
  ])('STD $id: $name gives no code', async ({ change }) => {
    expect(await refusalOf(change, lenient)).toEqual({ error: 'invalid_request', state: STATE });
  });

  test('STD A4: a foreign resource is invalid_target (RFC 8707)', async () => {
    expect(await refusalOf({ ...fhir, resource: 'https://evil.test' }, lenient)).toMatchObject({
      error: 'invalid_target',
    });
  });

  test.each([
    { name: 'the configured base', change: { ...fhir, aud: FHIR_BASE } },
    { name: 'the base with a slash', change: { ...fhir, aud: `${FHIR_BASE}/` } },
    { name: 'resource in place of aud', change: { ...fhir, resource: FHIR_BASE } },
    { name: 'a plain OpenID request without aud', change: openid },
    { name: 'no aud and no scope, of a client for sign-in', change: { client_id: 'sign-in-app', scope: undefined } },
    { name: 'no aud, where FHIR scopes come without being asked for', change: { client_id: 'given-app', ...openid } },
  ])('STD X2: $name is accepted', async ({ change }) => {
    expect(kindOf(await open(change, lenient))).toBe('sign-in');
  });

  test.each([
    { name: 'no aud', change: fhir },
    { name: 'any aud', change: { ...fhir, aud: 'https://anywhere.example/fhir' } },
  ])('STD X2: without a list $name is accepted', async ({ change }) => {
    expect(kindOf(await open(change))).toBe('sign-in');
  });
});

describe('requests that are fine', () => {
  test.each([
    { id: 'STD OM8', name: 'no nonce', change: { nonce: undefined } },
    { id: 'STD OID-1', name: 'no openid scope', change: { scope: 'patient/*.rs' } },
    { id: 'STD OM11', name: 'scopes in another order', change: { scope: 'patient/*.rs openid' } },
    { id: 'STD OM12', name: 'display=popup', change: { display: 'popup' } },
    { id: 'STD OM12', name: 'ui_locales', change: { ui_locales: 'se xx-YY' } },
    { id: 'STD OM12', name: 'claims_locales', change: { claims_locales: 'se' } },
    { id: 'STD OM12', name: 'login_hint', change: { login_hint: 'amelia' } },
    { id: 'STD OM12', name: 'acr_values', change: { acr_values: '1 2' } },
    { id: 'STD OM12, ruling 33', name: 'an unknown parameter', change: { extra: 'foobar', 'a[b]': 'c' } },
    { id: 'STD OID-3', name: 'an unknown prompt', change: { prompt: 'create' } },
    { id: 'STD A7, ruling 41', name: 'a launch value of somebody else', change: { launch: 'xyz123' } },
    { id: 'STD S14, X21', name: 'an unknown scope beside others', change: { scope: 'openid whatever:it/is' } },
    { id: 'STD A10', name: 'no scope at all', change: { scope: undefined } },
    { id: 'RFC 6749 §3.1', name: 'an empty parameter counts as absent', change: { prompt: '', max_age: '' } },
  ])('$id: $name leads to the sign-in page', async ({ change }) => {
    expect(kindOf(await open(change))).toBe('sign-in');
  });

  test('STD OM11: the order of the parameters does not matter', async () => {
    const url = new URL(requestUrl(server.issuer));
    const reversed = [...url.searchParams].reverse();

    const page = await new Person().open(
      `${server.issuer}/oauth/authorize?${new URLSearchParams(reversed).toString()}`,
    );

    expect(kindOf(page)).toBe('sign-in');
  });

  test('STD A11, ruling 34: a GET of 32 KB works, and its state comes back whole', async () => {
    const scope = ['openid', ...granularScopes(12_000)].join(' ');
    const state = 's'.repeat(4_096);
    const launch = 'l'.repeat(8_000);
    const unknown = 'u'.repeat(6_000);
    const url = requestUrl(server.issuer, { client_id: 'at-once', scope, state, launch, unknown, prompt: 'none' });
    expect(url.length).toBeGreaterThan(32 * 1024);

    const page = await new Person().open(url);

    expect(answerParameters(page)).toMatchObject({ error: 'login_required', state });
  });

  test.each([
    { parameter: 'state', longest: 4_096 },
    { parameter: 'nonce', longest: 512 },
    { parameter: 'id_token_hint', longest: 8_192 },
  ])(
    'R-18, F-48: a longer $parameter than $longest characters is refused, not kept',
    async ({ parameter, longest }) => {
      const url = requestUrl(server.issuer, { [parameter]: 'x'.repeat(longest + 1) });
      const before = await stateOf(server.databaseUrl);

      expect(answerParameters(await new Person().open(url))).toMatchObject({ error: 'invalid_request' });
      expect(await stateOf(server.databaseUrl)).toEqual(before);
    },
  );

  test.each(['login_hint', 'ui_locales'])('STD OM12, R-18: a %s that is too long is as good as none', async (name) => {
    const page = await new Person().open(requestUrl(server.issuer, { [name]: 'x'.repeat(513) }));

    expect(kindOf(page)).toBe('sign-in');
    expect(page.text).not.toContain('xxx');
    const [row] = await rowsOf<{ size: number }>(
      server.databaseUrl,
      'select length(request::text) as size from pending_authorization order by created_at desc limit 1',
    );
    expect(row?.size).toBeLessThan(1_000);
  });

  test('STD A11: a granular scope of 12 KB is kept through sign-in', async () => {
    const scopes = granularScopes(12_000);
    const url = requestUrl(server.issuer, { scope: ['openid', ...scopes].join(' ') });

    const page = await openSignedIn(new Person(), url, amelia);

    expect(kindOf(page)).toBe('approval');
    expect(page.text.match(/name="scope\.patient\/Observation\.rs\?/g)).toHaveLength(scopes.length);
  });
});

function granularScopes(length: number): readonly string[] {
  const one = (index: number): string => `patient/Observation.rs?category=http://example.org/category|${1_000 + index}`;
  return Array.from({ length: Math.floor(length / (one(0).length + 1)) }, (_, index) => one(index));
}

describe('requests by POST (STD A1, X14, OM21, ruling 58)', () => {
  test('STD OM21, X14: a POST is stored and answered with 303 to a GET that goes on with it', async () => {
    const person = new Person();
    const posted = await person.request(`${server.issuer}/oauth/authorize`, {
      method: 'POST',
      body: new URLSearchParams(requestFields),
    });
    expect(posted.status).toBe(303);

    const page = await person.open(new URL(posted.headers.get('location') ?? '', posted.url).href);

    expect(kindOf(page)).toBe('sign-in');
  });

  test('STD X14: a POST that comes without cookies is continued in the session of the browser', async () => {
    const person = new Person();
    await openSignedIn(person, requestUrl(server.issuer), amelia);
    const posted = await post({ ...requestFields, client_id: 'at-once', prompt: 'none' });

    const page = await person.open(new URL(posted.headers.get('location') ?? '', posted.url).href);

    expect(answerParameters(page)).toMatchObject({ state: STATE, iss: server.issuer, code: expect.any(String) });
  });

  test('STD X14: a POST sets no cookie, so it cannot replace the session of the browser', async () => {
    const page = await post(requestFields);

    expect(page.headers.getSetCookie()).toEqual([]);
  });

  test.each([
    { mark: 'request', error: 'request_not_supported' },
    { mark: 'request_uri', error: 'request_uri_not_supported' },
  ])('ruling 58: a POST with $mark is an authorization request', async ({ mark, error }) => {
    const { response_type: _, ...fields } = requestFields;
    const page = await post({ ...fields, [mark]: 'x' });

    expect(answerParameters(page)).toMatchObject({ error, state: STATE });
  });

  test('ruling 58: a POST without any of the marks is an approval, and one without a token is refused', async () => {
    const { response_type: _, ...fields } = requestFields;

    expect(errorFacts(await post(fields)).status).toBe(403);
  });

  test('ruling 58: an empty response_type does not make it a request', async () => {
    expect(errorFacts(await post({ ...requestFields, response_type: '' })).status).toBe(403);
  });

  test('STD A1: a request of another content type is refused', async () => {
    const page = await new Person().request(`${server.issuer}/oauth/authorize`, {
      method: 'POST',
      body: JSON.stringify(requestFields),
      headers: { 'content-type': 'application/json' },
    });

    expect(errorFacts(page).status).toBe(400);
  });

  test('STD RFC6749-3: an error of a request by POST is redirected with the state', async () => {
    const page = await post({ ...requestFields, response_type: 'none' });

    expect([page.status, answerParameters(page)]).toEqual([
      303,
      expect.objectContaining({ error: 'unsupported_response_type', state: STATE, iss: server.issuer }),
    ]);
  });
});

describe('the issuer in every answer (STD RFC9207-1, V-14, V-15)', () => {
  test.each([
    { name: 'login_required', change: { prompt: 'none' } },
    { name: 'invalid_scope', change: { scope: 'nonsense' } },
    { name: 'unsupported_response_type', change: { response_type: 'none' } },
    { name: 'invalid_request', change: without },
    { name: 'an error of the lenient module', change: { prompt: 'none' }, module: 'lenient' },
  ])('STD RFC9207-1, RFC9700-3, OC2: $name carries iss', async ({ change, module }) => {
    const issuer = module === undefined ? server.issuer : lenient;
    const answer = answerParameters(await open({ aud: FHIR_BASE, ...change }, issuer));

    expect(answer.iss).toBe(issuer);
  });

  test.each(['strict', 'lenient'])(
    'STD RFC9207-1: a code of module %s carries iss, equal to that of the metadata',
    async (module) => {
      const issuer = module === 'strict' ? server.issuer : lenient;
      const url = requestUrl(issuer, { client_id: 'at-once', aud: FHIR_BASE });
      const answer = answerParameters(await openSignedIn(new Person(), url, amelia));
      const metadata = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as object;

      expect(metadata).toMatchObject({ issuer: answer.iss, authorization_response_iss_parameter_supported: true });
      expect(answer).toMatchObject({ iss: issuer, state: STATE, code: expect.any(String) });
    },
  );
});

describe('codes (STD A9, RFC6749-5)', () => {
  test('STD OID-5: the nonce of the request is in the ID token', async () => {
    const pkce = newPkce();
    const url = requestUrl(server.issuer, {
      client_id: 'at-once',
      nonce: 'n-0S6_WzA2Mj',
      code_challenge: pkce.challenge,
    });
    const callback = answerOf(await openSignedIn(new Person(), url, amelia));
    const issued = { code: callback.searchParams.get('code') ?? '', pkce, callback };

    const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: 'at-once' }));

    const { id_token } = (await response.json()) as { id_token: string };
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ nonce: 'n-0S6_WzA2Mj' });
  });

  test('STD OA2, OC9, R-14: a code has 256 random bits and is stored as a hash only', async () => {
    const url = requestUrl(server.issuer, { client_id: 'at-once' });
    const code = answerParameters(await openSignedIn(new Person(), url, amelia)).code ?? '';

    expect(code).toMatch(/^ghc_[A-Za-z0-9_-]{43}$/);
    const found = await rowsOf(
      server.databaseUrl,
      'select 1 from authorization_code a where to_jsonb(a)::text like $1',
      [`%${code.slice(4)}%`],
    );
    expect(found).toEqual([]);
  });

  test('O-04: asking, without anybody signing in, never issues a code', async () => {
    const before = await codesIssued(server.databaseUrl);

    await open({ client_id: 'at-once' });
    await post({ ...requestFields, client_id: 'at-once' });

    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });
});
