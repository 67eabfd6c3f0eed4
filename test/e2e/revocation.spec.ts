import { basic, postForm, type Tokens } from '../support/app.js';
import {
  answered,
  clientToken,
  introspect,
  refresh,
  tokensFor,
  userinfo,
  type Answer,
} from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [, , webApp] = testClients;
/** A client with a secret that need not always show it (ruling 7). */
const easyApp = { ...webApp, clientId: 'easy-app', secretRequired: false };

/** The standard's address and the product's. */
const spellings = ['/oauth/revoke', '/session/token/revoke'] as const;

describe.each(spellings)('POST %s', (path) => {
  let server: TestServer;
  const person = new Person();
  beforeAll(async () => {
    server = await startTestServer({ clients: [...testClients, easyApp] });
  });
  afterAll(() => server.stop());

  const revoke = (
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => answered(postForm(server.issuer + path, fields, headers));
  const publicTokens = (): Promise<Tokens> => tokensFor(server.issuer, { person });
  const webTokens = (): Promise<Tokens> => tokensFor(server.issuer, { clientId: 'web-app', secret: SECRET, person });
  const isActive = async (token: string): Promise<unknown> => (await introspect(server.issuer, token)).body.active;

  test('RFC7009-1: refuses a request without token', async () => {
    const { status, body } = await revoke({ client_id: 'public-app' });

    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('STD OA5: refuses a token in the address, and leaves it alone', async () => {
    const { access_token } = await publicTokens();

    const query = new URLSearchParams({ token: access_token, client_id: 'public-app' }).toString();
    const { status } = await answered(postForm(`${server.issuer}${path}?${query}`, {}));

    expect([status, await isActive(access_token)]).toEqual([400, true]);
  });

  test('refuses GET', async () => {
    const { access_token } = await publicTokens();

    const response = await fetch(`${server.issuer}${path}?token=${access_token}`);

    expect([404, 405]).toContain(response.status);
    expect(await isActive(access_token)).toBe(true);
  });

  describe("RFC7009-2: another client's token", () => {
    test.each(['access_token', 'refresh_token'] as const)('the %s is left alone', async (kind) => {
      const tokens = await webTokens();

      for (const attempt of [
        () => revoke({ token: tokens[kind] }, basic('backend', SECRET)),
        () => revoke({ token: tokens[kind], client_id: 'public-app' }),
      ]) {
        const { status, body } = await attempt();
        expect([status, body.error]).toEqual([400, 'unauthorized_client']);
      }
      expect(await isActive(tokens[kind])).toBe(true);
    });
  });

  describe('RFC7009-1, ruling 7: the client authenticates before anything is said about the token', () => {
    test.each([
      { name: 'a client that needs its secret', clientId: 'web-app' },
      { name: 'a client that does not exist', clientId: 'nosuchclient' },
    ])('$name is invalid_client, whatever the token', async ({ clientId }) => {
      const { access_token } = await publicTokens();

      for (const token of ['x', access_token]) {
        const { status, body } = await revoke({ token, client_id: clientId });
        expect([status, body.error]).toEqual([400, 'invalid_client']);
      }
      expect(await isActive(access_token)).toBe(true);
    });

    test('secretRequired=false is enough without the secret', async () => {
      expect((await revoke({ token: 'x', client_id: 'easy-app' })).status).toBe(200);
    });
  });

  describe('ruling 7: clients that need a secret', () => {
    test.each([
      { name: 'no authentication', fields: {}, headers: undefined, status: 400 },
      { name: 'the client id alone', fields: { client_id: 'web-app' }, headers: undefined, status: 400 },
      { name: 'a wrong secret', fields: {}, headers: basic('web-app', 'wrong'), status: 401 },
    ])('$name is invalid_client and revokes nothing', async ({ fields, headers, status }) => {
      const { refresh_token } = await webTokens();

      const answer = await revoke({ token: refresh_token, ...(fields as Record<string, string>) }, headers);

      expect([answer.status, answer.body.error]).toEqual([status, 'invalid_client']);
      expect(await isActive(refresh_token)).toBe(true);
    });

    test.each([
      { name: 'client_secret_basic', fields: {}, headers: basic('web-app', SECRET) },
      { name: 'client_secret_post', fields: { client_id: 'web-app', client_secret: SECRET }, headers: {} },
    ])('$name revokes', async ({ fields, headers }) => {
      const { refresh_token } = await webTokens();

      const answer = await revoke({ token: refresh_token, ...(fields as Record<string, string>) }, headers);

      expect([answer.status, answer.text, await isActive(refresh_token)]).toEqual([200, '', false]);
    });

    test('secretRequired=false: a client that has a secret may revoke without it, as anyone who holds the token', async () => {
      const wish = { clientId: 'easy-app', secret: SECRET, person };
      const [one, other] = [await tokensFor(server.issuer, wish), await tokensFor(server.issuer, wish)];

      const named = await revoke({ token: one.refresh_token, client_id: 'easy-app' });
      const nameless = await revoke({ token: other.refresh_token });

      expect([named.status, nameless.status]).toEqual([200, 200]);
      expect([await isActive(one.refresh_token), await isActive(other.refresh_token)]).toEqual([false, false]);
    });
  });

  test.each([
    { name: 'nonsense', token: 'no-token-at-all' },
    { name: 'an empty JWT', token: '..' },
  ])('RFC7009-3, S-02: $name is answered with an empty 200', async ({ token }) => {
    for (const answer of [await revoke({ token }), await revoke({ token, client_id: 'public-app' })])
      expect([answer.status, answer.text]).toEqual([200, '']);
  });

  test('RFC7009-3: an ID token is not revoked and not refused', async () => {
    const { id_token, access_token } = await publicTokens();

    expect((await revoke({ token: id_token, client_id: 'public-app' })).status).toBe(200);
    expect(await isActive(access_token)).toBe(true);
  });

  test('RFC7009-3: twice is as good as once, and is written down once', async () => {
    const { refresh_token, access_token } = await publicTokens();
    const jti = (await introspect(server.issuer, access_token)).body.jti;

    const fields = { token: access_token, client_id: 'public-app' };
    const statuses = [(await revoke(fields)).status, (await revoke(fields)).status];
    const rows = await rowsOf(
      server.databaseUrl,
      "select 1 from audit_event where kind = 'TOKEN_REVOCATION' and jti = $1",
      [jti],
    );

    expect([statuses, rows.length]).toEqual([[200, 200], 1]);
    expect(await isActive(refresh_token)).toBe(true);
  });

  test('S-02: a public client needs nothing but the token', async () => {
    const tokens = await publicTokens();

    const answer = await revoke({ token: tokens.access_token });

    expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
    expect((await userinfo(server.issuer, tokens.access_token)).status).toBe(401);
  });

  test('STD OA10, RFC7009-3: a refresh token takes its access tokens along', async () => {
    const first = await publicTokens();
    const second = (await refresh(server.issuer, first.refresh_token)).body as Tokens;

    await revoke({ token: second.refresh_token, client_id: 'public-app' });

    expect([await isActive(first.access_token), await isActive(second.access_token)]).toEqual([false, false]);
    expect((await refresh(server.issuer, second.refresh_token)).body.error).toBe('invalid_grant');
  });

  test('an access token alone leaves its refresh token', async () => {
    const tokens = await publicTokens();

    await revoke({ token: tokens.access_token, client_id: 'public-app' });

    expect((await refresh(server.issuer, tokens.refresh_token)).status).toBe(200);
  });

  test("a service's token can be revoked", async () => {
    const { access_token } = await clientToken(server.issuer);

    await revoke({ token: access_token }, basic('backend', SECRET));

    expect(await isActive(access_token)).toBe(false);
  });

  test.each(
    (['token_type_hint', 'token_type'] as const).flatMap((name) =>
      ['access_token', 'refresh_token', 'something_else'].map((hint) => ({ name, hint })),
    ),
  )('RFC7009-1: $name=$hint is a hint only', async ({ name, hint }) => {
    const { access_token, refresh_token } = await publicTokens();

    for (const token of [access_token, refresh_token])
      expect((await revoke({ token, [name]: hint, client_id: 'public-app' })).status).toBe(200);

    expect([await isActive(access_token), await isActive(refresh_token)]).toEqual([false, false]);
  });
});
