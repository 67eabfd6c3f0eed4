import { postForm, type Tokens } from '../support/app.js';
import { answered, clientToken, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

describe('/oauth/userinfo', () => {
  let server: TestServer;
  let endpoint: string;
  let tokens: Tokens;
  const person = new Person();
  /** The clock stands still, so that seconds can be counted. */
  const start = new Date();
  let now = start;
  beforeAll(async () => {
    server = await startTestServer({ clock: { now: () => now } });
    endpoint = `${server.issuer}/oauth/userinfo`;
    tokens = await tokensFor(server.issuer, { scope: 'openid fhirUser profile email patient/*.rs', person });
  });
  afterAll(() => server.stop());
  afterEach(() => {
    now = start;
  });

  describe('without a token that is good', () => {
    const cases: readonly { name: string; headers: Readonly<Record<string, string>> }[] = [
      { name: 'no Authorization header', headers: {} },
      { name: 'an empty one', headers: { authorization: '' } },
      { name: 'another scheme', headers: { authorization: 'Basic YTpi' } },
    ];

    test.each(cases)('RFC6750-3: $name gets the bare challenge, no error and no body', async ({ headers }) => {
      const metadata = `resource_metadata="${server.issuer}/.well-known/oauth-protected-resource"`;

      const answer = await answered(fetch(endpoint, { headers }));

      expect([answer.status, answer.text, answer.headers.get('www-authenticate')]).toEqual([
        401,
        '',
        `Bearer realm="gatehouse", ${metadata}, DPoP realm="gatehouse", algs="ES256 ES384 PS256 EdDSA Ed25519", ${metadata}`,
      ]);
    });

    test.each([
      { name: 'nonsense', token: () => 'nonsense' },
      { name: 'an ID token', token: () => tokens.id_token },
      { name: 'a changed signature', token: () => `${tokens.access_token.slice(0, -4)}AAAA` },
    ])('RFC6750-3: $name is 401 invalid_token with a challenge', async ({ token }) => {
      const answer = await userinfo(server.issuer, token());

      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="gatehouse", error="invalid_token"/);
    });

    test.each([
      { seconds: 299, status: 200 },
      { seconds: 301, status: 401 },
    ])('STD T5, RFC6750-3: $seconds s after its issue a token gives $status', async ({ seconds, status }) => {
      const { access_token } = await tokensFor(server.issuer, { person });
      now = new Date(start.getTime() + seconds * 1_000);

      expect((await userinfo(server.issuer, access_token)).status).toBe(status);
    });

    test('RFC6750-3: 403 insufficient_scope without openid', async () => {
      const { access_token } = await tokensFor(server.issuer, { scope: 'patient/*.rs', person });

      const answer = await userinfo(server.issuer, access_token);

      expect([answer.status, answer.body.error]).toEqual([403, 'insufficient_scope']);
      expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    });

    test("403 for a client's own token: there is no person behind it", async () => {
      const { access_token } = await clientToken(server.issuer);

      expect((await userinfo(server.issuer, access_token)).status).toBe(403);
    });
  });

  test.each(['GET', 'POST'])('B-29, STD OA11, RFC6750-1: refuses a token in the address of a %s', async (method) => {
    const answer = await answered(fetch(`${endpoint}?access_token=${tokens.access_token}`, { method }));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    expect(answer.text).not.toContain(tokens.access_token);
  });

  test('RFC6750-2: refuses a token in header and body at once', async () => {
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const answer = await answered(postForm(endpoint, { access_token: tokens.access_token }, headers));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  const ways: readonly { name: string; ask: (token: string) => Promise<Response> }[] = [
    { name: 'GET with the header', ask: (token) => fetch(endpoint, { headers: { authorization: `Bearer ${token}` } }) },
    {
      name: 'POST with the header',
      ask: (token) => fetch(endpoint, { method: 'POST', headers: { authorization: `Bearer ${token}` } }),
    },
    { name: 'POST with the body', ask: (token) => postForm(endpoint, { access_token: token }) },
    {
      name: 'a scheme in small letters',
      ask: (token) => fetch(endpoint, { headers: { authorization: `bearer ${token}` } }),
    },
  ];

  test.each(ways)('STD OM6, OID-8: answers $name', async ({ ask }) => {
    const answer = await answered(ask(tokens.access_token));

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.body.sub).toBe('amelia');
  });

  test('STD OID-8, OM10: shows the claims of the granted scopes', async () => {
    expect((await userinfo(server.issuer, tokens.access_token)).body).toMatchObject({
      sub: 'amelia',
      name: 'Amelia Marsh',
      given_name: 'Amelia',
      family_name: 'Marsh',
      email: 'amelia@example.org',
      fhirUser: 'https://fhir.example/Patient/123',
    });
  });

  test('STD OID-8: shows the subject alone where openid alone was granted', async () => {
    const { access_token } = await tokensFor(server.issuer, { scope: 'openid', person });

    expect((await userinfo(server.issuer, access_token)).body).toEqual({ sub: 'amelia' });
  });
});
