import { randomUUID } from 'node:crypto';
import type { Tokens } from '../support/app.js';
import { basic, postForm } from '../support/app.js';
import { answered, clientToken, introspect, refresh, tokensFor, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { MemoryLog } from '../support/memory-log.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { Logger } from '../support/product.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp, , webApp, backend] = testClients;
const clients = [
  ...testClients,
  { ...webApp, clientId: 'nosy-app' },
  { ...backend, clientId: 'blind-service', canIntrospectOwnTokens: false },
  { ...publicApp, clientId: 'blind-app', canIntrospectOwnTokens: false },
];

describe('POST /oauth/introspect', () => {
  let server: TestServer;
  let endpoint: string;
  let tokens: Tokens;
  let now = (): Date => new Date();
  const person = new Person();
  beforeAll(async () => {
    server = await startTestServer({
      clients,
      clock: { now: () => now() },
      properties: [
        'module.other.type=SECURITY_OUT_SMART',
        'module.other.requires.SECURITY_IN_UP=local_security',
        'module.other.config.bind_address=127.0.0.1',
        'module.other.config.port=PORT',
        'module.other.config.context_path=/other',
        'module.other.config.issuer.url=http://127.0.0.1:PORT/other',
        'module.other.config.seed_clients.file=classpath:clients.json',
      ],
    });
    endpoint = `${server.issuer}/oauth/introspect`;
    tokens = await tokensFor(server.issuer, {
      scope: 'openid fhirUser launch/patient patient/*.rs offline_access',
      person,
    });
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    now = () => new Date();
    await moveDatabaseClock(server.databaseUrl, 0);
  });

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

    test('takes client_secret_post as well', async () => {
      const fields = { token: tokens.access_token, client_id: 'resource-server', client_secret: SECRET };

      expect((await answered(postForm(endpoint, fields))).body.active).toBe(true);
    });
  });

  describe('STD IN5, N3: an access token as the credential', () => {
    const ask = (credential: string, token: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> =>
      answered(postForm(endpoint, { token, ...fields }, { authorization: `Bearer ${credential}` }));
    const expectRefused = (answer: Answer): void => {
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
      expect(answer.text).not.toContain('active');
    };

    test('nonsense', async () => {
      expectRefused(await ask('x', tokens.access_token));
    });

    test('a revoked one', async () => {
      const { access_token } = await clientToken(server.issuer, 'resource-server');
      await postForm(`${server.issuer}/oauth/revoke`, { token: access_token }, basic('resource-server', SECRET));

      expectRefused(await ask(access_token, tokens.access_token));
    });

    test('an expired one', async () => {
      const { access_token } = await clientToken(server.issuer, 'resource-server');
      now = () => new Date(Date.now() + 3_600_000);

      expectRefused(await ask(access_token, tokens.refresh_token));
    });

    test("another instance's", async () => {
      const { access_token } = await clientToken(`${server.issuer}/other`, 'resource-server');

      expectRefused(await ask(access_token, tokens.access_token));
      expect((await introspect(`${server.issuer}/other`, access_token)).body.active).toBe(true);
    });

    test.each(['id_token', 'refresh_token'] as const)('V-22: the %s', async (kind) => {
      expectRefused(await ask(tokens[kind], tokens.access_token));
    });

    test("a person's, of an app that may see none", async () => {
      const { access_token } = await tokensFor(server.issuer, { clientId: 'blind-app', person });

      expectRefused(await ask(access_token, access_token));
    });

    test('a service that may see none', async () => {
      const { access_token } = await clientToken(server.issuer, 'blind-service');

      expectRefused(await ask(access_token, access_token));
    });

    test('V-29: of a client that may see its own, which sees nothing else', async () => {
      const { access_token } = await clientToken(server.issuer);

      expect((await ask(access_token, tokens.access_token)).text).toBe('{"active":false}');
      expect((await ask(access_token, access_token)).body).toMatchObject({ active: true, client_id: 'backend' });
    });

    test('a client_id beside it must be its own', async () => {
      const { access_token } = await clientToken(server.issuer, 'resource-server');
      const other = await ask(access_token, tokens.access_token, { client_id: 'backend' });
      const own = await ask(access_token, tokens.access_token, { client_id: 'resource-server' });

      expect([other.status, other.body.error]).toEqual([400, 'invalid_request']);
      expect(own.body.active).toBe(true);
    });

    test("of a client that may see any: any client's tokens", async () => {
      const { access_token } = await clientToken(server.issuer, 'resource-server');

      for (const token of [tokens.access_token, tokens.refresh_token])
        expect((await ask(access_token, token)).body).toMatchObject({ active: true, client_id: 'public-app' });
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

  describe('STD X11: every token that is not good, and not yours, looks the same', () => {
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

  test.each([
    { asker: 'nosy-app', owner: 'public-app', right: 'canIntrospectAnyTokens' },
    { asker: 'blind-service', owner: 'blind-service', right: 'canIntrospectOwnTokens' },
  ])('V-29: the log tells that $asker lacks $right, and the token to nobody', async ({ asker, owner, right }) => {
    const token = owner === asker ? (await clientToken(server.issuer, owner)).access_token : tokens.access_token;
    const log = new MemoryLog();
    Logger.overrideLogger(log);
    try {
      await introspect(server.issuer, token, asker);
    } finally {
      Logger.overrideLogger(false);
    }

    expect(log.entries).toEqual([expect.stringContaining(`it has no ${right}`)]);
    expect(log.entries[0]).toContain(`"clientId":"${asker}","tokenOf":"${owner}"`);
    expect(log.entries[0]).not.toContain(token);
  });

  test('STD I31, IN1 to IN4, RFC7662-4: tells all about an access token to a client that may see any', async () => {
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

  test('STD IN4: tells the fhirUser with a refresh token too, where the scope was granted', async () => {
    const plain = await tokensFor(server.issuer, { person });

    expect((await introspect(server.issuer, tokens.refresh_token)).body.fhirUser).toBe(
      'https://fhir.example/Patient/123',
    );
    expect((await introspect(server.issuer, plain.refresh_token)).body).not.toHaveProperty('fhirUser');
  });

  test('RFC7662-3: iat of a refresh token is when it was issued, not when the person signed in', async () => {
    const first = await tokensFor(server.issuer, { person });
    const before = (await introspect(server.issuer, first.refresh_token)).body;
    await moveDatabaseClock(server.databaseUrl, 100);
    const second = (await refresh(server.issuer, first.refresh_token)).body as Tokens;
    const after = (await introspect(server.issuer, second.refresh_token)).body;

    expect(Number(after.iat) - Number(before.iat)).toBeGreaterThanOrEqual(99);
    expect(after.exp).toBe(before.exp);
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
