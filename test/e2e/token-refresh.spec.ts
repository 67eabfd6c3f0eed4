import { decodeJwt } from 'jose';
import { basic } from '../support/app.js';
import { introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { postSimultaneously } from '../support/simultaneous-posts.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp, , webApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'strict-app', refreshTokenGraceSeconds: 0 },
  { ...publicApp, clientId: 'no-refresh-app', allowedGrantTypes: ['AUTHORIZATION_CODE'] },
  { ...webApp, clientId: 'steady-app', rotateRefreshTokens: false },
];

/** Text of a token in a token response. */
const refreshTokenOf = (body: Readonly<Record<string, unknown>>): string => body.refresh_token as string;
const accessTokenOf = (body: Readonly<Record<string, unknown>>): string => body.access_token as string;

describe('POST /oauth/token with a refresh token', () => {
  let server: TestServer;
  const person = new Person();
  beforeAll(async () => {
    server = await startTestServer({ clients });
  });
  afterAll(() => server.stop());
  afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

  /** Refreshes `times` times in a row; all refresh tokens, oldest first. */
  async function rotations(first: string, times: number, clientId = 'public-app'): Promise<string[]> {
    const tokens = [first];
    for (let turn = 0; turn < times; turn += 1) {
      const { body } = await refresh(server.issuer, tokens.at(-1) ?? '', { client_id: clientId });
      tokens.push(refreshTokenOf(body));
    }
    return tokens;
  }

  describe('what is no refresh token', () => {
    let good: string;
    beforeAll(async () => {
      good = (await tokensFor(server.issuer, { person })).refresh_token;
    });

    const changedMac = (token: string): string => token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    const parts = (token: string): [string, string, string] => token.split('.') as [string, string, string];

    test.each([
      { name: 'nonsense', alter: () => 'nonsense' },
      { name: 'a forged MAC', alter: changedMac },
      { name: 'no MAC', alter: (token: string) => parts(token).slice(0, 2).join('.') },
      { name: 'the next generation under the old MAC', alter: (token: string) => token.replace('.1.', '.2.') },
      { name: 'generation 0', alter: (token: string) => token.replace('.1.', '.0.') },
      {
        name: 'a generation beyond all integers',
        alter: (token: string) => token.replace('.1.', '.99999999999999999999.'),
      },
      { name: 'another spelling of the generation', alter: (token: string) => token.replace('.1.', '.01.') },
      { name: 'a space behind it', alter: (token: string) => `${token} ` },
    ])('V-31, R-05: refuses $name with invalid_grant', async ({ alter }) => {
      const { status, body } = await refresh(server.issuer, alter(good));

      expect([status, body.error]).toEqual([400, 'invalid_grant']);
    });

    test('R-04: none of these has cost the true token anything', async () => {
      expect((await refresh(server.issuer, good)).status).toBe(200);
    });
  });

  test('refuses a request without refresh_token with invalid_request', async () => {
    const { status, body } = await refresh(server.issuer, '');

    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test.each([
    { name: 'another public client', fields: { client_id: 'other-public-app' }, headers: {} },
    { name: 'a confidential client', fields: {}, headers: basic('web-app', SECRET) },
  ])('V-23, RFC6749-10: refuses $name, and costs the owner nothing', async ({ fields, headers }) => {
    const { refresh_token } = await tokensFor(server.issuer, { person });

    const thief = await refresh(server.issuer, refresh_token, fields, headers);
    const owner = await refresh(server.issuer, refresh_token);

    expect([thief.status, thief.body.error, owner.status]).toEqual([400, 'invalid_grant', 200]);
  });

  test.each([
    { name: 'without its secret', headers: undefined, status: 400 },
    { name: 'with a wrong secret', headers: basic('web-app', 'wrong'), status: 401 },
  ])('RFC6749-10: refuses a confidential client $name, and does not spend the token', async ({ headers, status }) => {
    const { refresh_token } = await tokensFor(server.issuer, { clientId: 'web-app', secret: SECRET, person });

    const fields: Record<string, string> = headers === undefined ? { client_id: 'web-app' } : {};
    const refused = await refresh(server.issuer, refresh_token, fields, headers);
    const owner = await refresh(server.issuer, refresh_token, {}, basic('web-app', SECRET));

    expect([refused.status, refused.body.error, owner.status]).toEqual([status, 'invalid_client', 200]);
  });

  describe('generations', () => {
    test('R-05, R-06, F-02: a retry inside the grace gets the identical successor', async () => {
      const { refresh_token } = await tokensFor(server.issuer, { person });

      const lost = await refresh(server.issuer, refresh_token);
      const retry = await refresh(server.issuer, refresh_token);

      expect(retry.status).toBe(200);
      expect(refreshTokenOf(retry.body)).toBe(refreshTokenOf(lost.body));
      expect((await refresh(server.issuer, refreshTokenOf(retry.body))).status).toBe(200);
    });

    test.each([
      { seconds: 9, status: 200 },
      { seconds: 11, status: 400 },
    ])('R-06: $seconds s after the first use, a second one gives $status', async ({ seconds, status }) => {
      const { refresh_token } = await tokensFor(server.issuer, { person });
      await refresh(server.issuer, refresh_token);

      await moveDatabaseClock(server.databaseUrl, seconds);

      expect((await refresh(server.issuer, refresh_token)).status).toBe(status);
    });

    test('R-06: the grace ends as soon as the successor is used', async () => {
      const [first = ''] = await rotations((await tokensFor(server.issuer, { person })).refresh_token, 2);

      expect((await refresh(server.issuer, first)).body.error).toBe('invalid_grant');
    });

    test('R-06: with a grace of 0 the second use is a theft', async () => {
      const { refresh_token } = await tokensFor(server.issuer, { clientId: 'strict-app', person });
      const own = { client_id: 'strict-app' };
      const first = await refresh(server.issuer, refresh_token, own);

      const second = await refresh(server.issuer, refresh_token, own);
      const successor = await refresh(server.issuer, refreshTokenOf(first.body), own);

      expect([first.status, second.status, successor.status]).toEqual([200, 400, 400]);
    });

    test('A-05, STD OM17, OA3, X20, RFC9700-5: the use of an older generation revokes the family, access tokens included', async () => {
      const { refresh_token, access_token } = await tokensFor(server.issuer, { person });
      const second = await refresh(server.issuer, refresh_token);
      const third = await refresh(server.issuer, refreshTokenOf(second.body));

      await refresh(server.issuer, refresh_token);

      for (const token of [access_token, accessTokenOf(second.body), accessTokenOf(third.body)]) {
        expect((await userinfo(server.issuer, token)).status).toBe(401);
        expect((await introspect(server.issuer, token)).body).toEqual({ active: false });
      }
      expect((await refresh(server.issuer, refreshTokenOf(third.body))).body.error).toBe('invalid_grant');
    });

    test('A-05: another family of the same person and app goes on', async () => {
      const other = await tokensFor(server.issuer, { person });
      const [first = ''] = await rotations((await tokensFor(server.issuer, { person })).refresh_token, 2);

      await refresh(server.issuer, first);

      expect((await refresh(server.issuer, other.refresh_token)).status).toBe(200);
    });

    test.each([1, 7, 19])(
      'V-21, R-03: of 20 rotations in a moment, generation %i is refused and ends the family',
      async (generation) => {
        const { refresh_token } = await tokensFor(server.issuer, { clientId: 'strict-app', person });
        const tokens = await rotations(refresh_token, 20, 'strict-app');

        const reused = await refresh(server.issuer, tokens[generation - 1] ?? '', { client_id: 'strict-app' });
        const latest = await refresh(server.issuer, tokens.at(-1) ?? '', { client_id: 'strict-app' });

        expect(new Set(tokens).size).toBe(21);
        expect([reused.body.error, latest.body.error]).toEqual(['invalid_grant', 'invalid_grant']);
      },
    );

    test.each([2, 8, 32])('V-20: %i refreshes at once get one and the same successor', async (count) => {
      const { refresh_token } = await tokensFor(server.issuer, { person });
      const fields = { grant_type: 'refresh_token', refresh_token, client_id: 'public-app' };

      const answers = await postSimultaneously(
        Array.from({ length: count }, () => ({ url: `${server.issuer}/oauth/token`, fields })),
      );

      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 200));
      expect(new Set(answers.map(({ body }) => refreshTokenOf(body))).size).toBe(1);
    });

    test('V-20, R-06: with a grace of 0 one of many at once wins, and the family is revoked', async () => {
      const { refresh_token } = await tokensFor(server.issuer, { clientId: 'strict-app', person });
      const fields = { grant_type: 'refresh_token', refresh_token, client_id: 'strict-app' };

      const answers = await postSimultaneously(
        Array.from({ length: 8 }, () => ({ url: `${server.issuer}/oauth/token`, fields })),
      );
      const won = answers.filter(({ status }) => status === 200);

      expect(won).toHaveLength(1);
      const successor = refreshTokenOf(won[0]?.body ?? {});
      expect((await refresh(server.issuer, successor, { client_id: 'strict-app' })).body.error).toBe('invalid_grant');
    });
  });

  describe('scopes', () => {
    test.each([
      { name: 'one scope more', scope: 'openid patient/*.rs user/*.rs' },
      { name: 'one the client has, but not the grant', scope: 'fhirUser' },
      { name: 'a wider spelling', scope: 'patient/*.cruds' },
      { name: 'one that does not exist', scope: 'everything' },
    ])('V-30, STD X10: refuses $name with invalid_scope, and does not spend the token', async ({ scope }) => {
      const { refresh_token } = await tokensFor(server.issuer, { clientId: 'strict-app', person });
      const own = { client_id: 'strict-app' };

      const greedy = await refresh(server.issuer, refresh_token, { ...own, scope });
      const modest = await refresh(server.issuer, refresh_token, own);

      expect([greedy.status, greedy.body.error, modest.status]).toEqual([400, 'invalid_scope', 200]);
    });

    test('V-30: audience and launch context stay as they were approved, whatever is asked', async () => {
      const { refresh_token, access_token } = await tokensFor(server.issuer, { person });

      const { body } = await refresh(server.issuer, refresh_token, {
        client_id: 'public-app',
        patient: '999',
      });

      expect(decodeJwt(accessTokenOf(body)).aud).toEqual(decodeJwt(access_token).aud);
      expect(body.patient).toBe('123');
    });

    test.each([
      { name: 'the same', asked: 'openid patient/*.rs offline_access' },
      { name: 'fewer', asked: 'patient/*.rs' },
      { name: 'narrower', asked: 'patient/Observation.rs' },
    ])('STD X10, F4: grants $name scopes', async ({ asked }) => {
      const { refresh_token } = await tokensFor(server.issuer, { person });

      const { status, body } = await refresh(server.issuer, refresh_token, { client_id: 'public-app', scope: asked });

      expect([status, body.scope]).toEqual([200, asked]);
      expect(decodeJwt(accessTokenOf(body)).scope).toBe(asked);
    });

    test('STD X10: asking for less once does not narrow the grant', async () => {
      const { refresh_token, scope } = await tokensFor(server.issuer, { person });

      const narrow = await refresh(server.issuer, refresh_token, { client_id: 'public-app', scope: 'patient/*.rs' });
      const whole = await refresh(server.issuer, refreshTokenOf(narrow.body));

      expect(whole.body.scope).toBe(scope);
    });
  });

  describe('ends', () => {
    test.each([
      { seconds: 86_390, status: 200 },
      { seconds: 86_410, status: 400 },
    ])('A-08: $seconds s after the sign-in a refresh gives $status', async ({ seconds, status }) => {
      const { refresh_token } = await tokensFor(server.issuer);

      await moveDatabaseClock(server.databaseUrl, seconds);

      expect((await refresh(server.issuer, refresh_token)).status).toBe(status);
    });

    test('A-08: using it does not make a family live longer', async () => {
      const { refresh_token } = await tokensFor(server.issuer);
      await moveDatabaseClock(server.databaseUrl, 80_000);
      const late = await refresh(server.issuer, refresh_token);
      await moveDatabaseClock(server.databaseUrl, 86_410);

      expect((await refresh(server.issuer, refreshTokenOf(late.body))).body.error).toBe('invalid_grant');
    });

    test('STD F5: online_access ends with the browser session, offline_access does not', async () => {
      const visitor = new Person();
      const online = await tokensFor(server.issuer, { scope: 'openid patient/*.rs online_access', person: visitor });
      const offline = await tokensFor(server.issuer, { person: visitor });
      const before = await refresh(server.issuer, online.refresh_token);

      await visitor.open(`${server.issuer}/logout`);
      const after = await refresh(server.issuer, refreshTokenOf(before.body));
      const kept = await refresh(server.issuer, offline.refresh_token);

      expect([before.status, after.status, after.body.error, kept.status]).toEqual([200, 400, 'invalid_grant', 200]);
    });

    test('STD F5: online_access ends with an idle browser session, too', async () => {
      const { refresh_token } = await tokensFor(server.issuer, { scope: 'patient/*.rs online_access' });

      await moveDatabaseClock(server.databaseUrl, 31 * 60);

      expect((await refresh(server.issuer, refresh_token)).body.error).toBe('invalid_grant');
    });
  });

  test('STD F1: a client without the grant gets no refresh token, whatever its scopes', async () => {
    expect(await tokensFor(server.issuer, { clientId: 'no-refresh-app', person })).not.toHaveProperty('refresh_token');
  });

  test('STD F4, T2, I9: answers with new tokens, scope, numeric expires_in and no-store', async () => {
    const first = await tokensFor(server.issuer, {
      scope: 'openid launch/patient patient/*.rs offline_access',
      person,
    });

    const { status, headers, body } = await refresh(server.issuer, first.refresh_token);

    expect(status).toBe(200);
    expect([headers.get('cache-control'), headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: first.scope, patient: '123' });
    expect(accessTokenOf(body)).not.toBe(first.access_token);
    expect(refreshTokenOf(body)).not.toBe(first.refresh_token);
  });

  test('STD OIDC Core 12.2: the new id_token keeps person, app and sign-in time and has no nonce', async () => {
    const first = await tokensFor(server.issuer, { person });
    const { iss, sub, aud, auth_time } = decodeJwt(first.id_token);

    const { body } = await refresh(server.issuer, first.refresh_token);

    const claims = decodeJwt(body.id_token as string);
    expect(claims).toMatchObject({ iss, sub, aud, auth_time });
    expect(claims).not.toHaveProperty('nonce');
  });

  describe('without rotation', () => {
    let lax: TestServer;
    const visitor = new Person();
    beforeAll(async () => {
      const properties = ['module.smart_auth.config.rotate_refresh_token_after_use=false'];
      const eager = { ...webApp, clientId: 'eager-app', rotateRefreshTokens: true };
      lax = await startTestServer({ clients: [publicApp ?? {}, webApp ?? {}, eager], properties });
    });
    afterAll(() => lax.stop());

    test('ruling 49: a public client rotates although the module does not', async () => {
      const { refresh_token } = await tokensFor(lax.issuer, { person: visitor });

      expect(refreshTokenOf((await refresh(lax.issuer, refresh_token)).body)).not.toBe(refresh_token);
    });

    test.each([
      { clientId: 'web-app', keeps: true },
      { clientId: 'eager-app', keeps: false },
    ])('ruling 49: $clientId keeps its token: $keeps', async ({ clientId, keeps }) => {
      const { refresh_token } = await tokensFor(lax.issuer, { clientId, secret: SECRET, person: visitor });

      const { status, body } = await refresh(lax.issuer, refresh_token, {}, basic(clientId, SECRET));

      expect([status, refreshTokenOf(body) === refresh_token]).toEqual([200, keeps]);
    });
  });

  test('ruling 49: a confidential client may keep its token where the module rotates', async () => {
    const { refresh_token } = await tokensFor(server.issuer, { clientId: 'steady-app', secret: SECRET, person });
    const headers = basic('steady-app', SECRET);

    const answers = [
      await refresh(server.issuer, refresh_token, {}, headers),
      await refresh(server.issuer, refresh_token, {}, headers),
    ];

    expect(answers.map(({ body }) => refreshTokenOf(body))).toEqual([refresh_token, refresh_token]);
  });
});
