import { randomUUID } from 'node:crypto';
import type { Tokens } from '../support/app.js';
import { basic, postForm } from '../support/app.js';
import { answered, clientToken, introspect, refresh, tokensFor, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [, , webApp, backend] = testClients;
const clients = [
  ...testClients,
  { ...webApp, clientId: 'nosy-app' },
  { ...backend, clientId: 'blind-service', canIntrospectOwnTokens: false },
];

describe('POST /oauth/introspect', () => {
  let server: TestServer;
  let endpoint: string;
  let tokens: Tokens;
  const person = new Person();
  beforeAll(async () => {
    server = await startTestServer({ clients });
    endpoint = `${server.issuer}/oauth/introspect`;
    tokens = await tokensFor(server.issuer, {
      scope: 'openid fhirUser launch/patient patient/*.rs offline_access',
      person,
    });
  });
  afterAll(() => server.stop());
  afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

  describe('RFC7662-1: who may ask', () => {
    const cases: readonly {
      name: string;
      fields: Readonly<Record<string, string>>;
      headers: Readonly<Record<string, string>>;
      status: number;
    }[] = [
      { name: 'nobody', fields: {}, headers: {}, status: 400 },
      { name: 'a public client', fields: { client_id: 'public-app' }, headers: {}, status: 400 },
      { name: 'a client without its secret', fields: { client_id: 'resource-server' }, headers: {}, status: 400 },
      { name: 'a wrong secret in the header', fields: {}, headers: basic('resource-server', 'wrong'), status: 401 },
      {
        name: 'a wrong secret in the body',
        fields: { client_id: 'resource-server', client_secret: 'wrong' },
        headers: {},
        status: 400,
      },
      { name: 'an unknown client', fields: {}, headers: basic('nobody', SECRET), status: 401 },
    ];

    test.each(cases)('refuses $name with invalid_client', async ({ fields, headers, status }) => {
      const answer = await answered(postForm(endpoint, { token: tokens.access_token, ...fields }, headers));

      expect([answer.status, answer.body.error]).toEqual([status, 'invalid_client']);
      expect(answer.headers.get('www-authenticate')?.startsWith('Basic ')).toBe(status === 401 ? true : undefined);
      expect(answer.text).not.toContain('active');
    });

    test('refuses an access token in place of client authentication', async () => {
      const headers = { authorization: `Bearer ${tokens.access_token}` };
      const answer = await answered(postForm(endpoint, { token: tokens.access_token }, headers));

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_client']);
    });

    test('takes client_secret_post as well', async () => {
      const fields = { token: tokens.access_token, client_id: 'resource-server', client_secret: SECRET };

      expect((await answered(postForm(endpoint, fields))).body.active).toBe(true);
    });
  });

  test('RFC7662-1: refuses a request without token with invalid_request', async () => {
    const answer = await answered(postForm(endpoint, {}, basic('resource-server', SECRET)));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  test('STD B2: refuses a JSON body with invalid_request', async () => {
    const headers = { ...basic('resource-server', SECRET), 'content-type': 'application/json' };
    const body = JSON.stringify({ token: tokens.access_token });

    const answer = await answered(fetch(endpoint, { method: 'POST', headers, body }));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  test('STD OA5: refuses a token in the address', async () => {
    const url = `${endpoint}?${new URLSearchParams({ token: tokens.access_token }).toString()}`;

    expect((await postForm(url, {}, basic('resource-server', SECRET))).status).toBe(400);
  });

  describe('X11: every token that is not good, and not yours, looks the same', () => {
    /** Tells about it as bytes: nothing besides `active` may differ. */
    const expectInactive = (answer: Answer): void => {
      expect([answer.status, answer.text]).toEqual([200, '{"active":false}']);
    };

    test.each([
      { name: 'STD I30: nonsense', token: 'invalid_token_value' },
      { name: 'a random id', token: randomUUID() },
      { name: 'three empty segments', token: '..' },
      { name: 'a very long text', token: 'x'.repeat(60_000) },
    ])('$name', async ({ token }) => {
      expectInactive(await introspect(server.issuer, token));
    });

    test('an ID token', async () => {
      expectInactive(await introspect(server.issuer, tokens.id_token));
    });

    test.each(['access_token', 'refresh_token'] as const)('STD I32: a revoked %s', async (kind) => {
      const revoked = await tokensFor(server.issuer, { person });
      await postForm(`${server.issuer}/oauth/revoke`, { token: revoked[kind], client_id: 'public-app' });

      expectInactive(await introspect(server.issuer, revoked[kind]));
    });

    test('a refresh token that was rotated away', async () => {
      const { refresh_token } = await tokensFor(server.issuer, { person });
      await refresh(server.issuer, refresh_token);

      expectInactive(await introspect(server.issuer, refresh_token));
    });

    test('a refresh token beyond its life', async () => {
      const { refresh_token } = await tokensFor(server.issuer);
      await moveDatabaseClock(server.databaseUrl, 86_410);

      expectInactive(await introspect(server.issuer, refresh_token));
    });

    test.each(['access_token', 'refresh_token'] as const)("V-29: another client's %s", async (kind) => {
      expectInactive(await introspect(server.issuer, tokens[kind], 'nosy-app'));
    });

    test("V-29: another service's token", async () => {
      const { access_token } = await clientToken(server.issuer, 'resource-server');

      expectInactive(await introspect(server.issuer, access_token, 'backend'));
    });

    test('V-29: its own token, for a client that may see none', async () => {
      const { access_token } = await clientToken(server.issuer, 'blind-service');

      expectInactive(await introspect(server.issuer, access_token, 'blind-service'));
    });
  });

  test('STD I31, IN2, IN3, IN4: tells all about an access token to a client that may see any', async () => {
    const { status, headers, body } = await introspect(server.issuer, tokens.access_token);

    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      active: true,
      client_id: 'public-app',
      scope: tokens.scope,
      token_type: 'Bearer',
      iss: server.issuer,
      sub: 'amelia',
      username: 'amelia',
      fhirUser: 'https://fhir.example/Patient/123',
      patient: tokens.patient,
    });
    expect(Number(body.exp) - Number(body.iat)).toBe(300);
    expect(Number.isInteger(body.exp)).toBe(true);
  });

  test('STD IN4: no fhirUser where the scope was not granted', async () => {
    const { access_token } = await tokensFor(server.issuer, { person });

    expect((await introspect(server.issuer, access_token)).body).not.toHaveProperty('fhirUser');
  });

  test('tells about a refresh token, and when it ends', async () => {
    const { body } = await introspect(server.issuer, tokens.refresh_token);

    expect(body).toMatchObject({ active: true, client_id: 'public-app', token_type: 'refresh_token', patient: '123' });
    expect(Number(body.exp) - Math.floor(Date.now() / 1_000)).toBeGreaterThan(86_000);
  });

  test('V-29: a client sees its own tokens', async () => {
    const own = await tokensFor(server.issuer, { clientId: 'web-app', secret: SECRET, person });
    const service = await clientToken(server.issuer);

    expect((await introspect(server.issuer, own.access_token, 'web-app')).body.active).toBe(true);
    expect((await introspect(server.issuer, own.refresh_token, 'web-app')).body.active).toBe(true);
    expect((await introspect(server.issuer, service.access_token, 'backend')).body).toMatchObject({
      active: true,
      sub: 'backend',
      client_id: 'backend',
    });
  });

  test.each(['access_token', 'refresh_token', 'nothing we know'])(
    'RFC7662-2: the hint %s only says where to look first',
    async (hint) => {
      for (const token of [tokens.access_token, tokens.refresh_token]) {
        const fields = { token, token_type_hint: hint };
        const answer = await answered(postForm(endpoint, fields, basic('resource-server', SECRET)));
        expect(answer.body.active).toBe(true);
      }
    },
  );

  test.each(['GET', 'PUT', 'DELETE'])('answers %s with 405 or 404, never with a token', async (method) => {
    const response = await fetch(`${endpoint}?token=${tokens.access_token}`, {
      method,
      headers: basic('resource-server', SECRET),
    });

    expect([404, 405]).toContain(response.status);
  });
});
