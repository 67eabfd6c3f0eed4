import { setTimeout as delay } from 'node:timers/promises';
import { basic, obtainCode, postForm, redemption, type Tokens } from '../support/app.js';
import { answered, clientToken, introspect, refresh, tokensFor, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { changeElsewhere } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const [publicApp, , webApp] = testClients;
const HOUR = 3_600_000;
const ALL_GRANTS = ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS'];

/** secretRequired × secret present. */
const clients: readonly Record<string, unknown>[] = [
  ...testClients,
  { ...webApp, clientId: 'required, with secret', allowedGrantTypes: ALL_GRANTS },
  { ...webApp, clientId: 'required, without', allowedGrantTypes: ALL_GRANTS, clientSecrets: [] },
  { ...webApp, clientId: 'optional, with secret', allowedGrantTypes: ALL_GRANTS, secretRequired: false },
  { ...publicApp, clientId: 'optional, without' },
  {
    ...webApp,
    clientId: 'expiring',
    secretRequired: false,
    clientSecrets: [{ secret: SECRET, expiration: new Date(Date.now() + HOUR).toISOString() }],
  },
  { ...webApp, clientId: 'without-grace', secretRequired: false, refreshTokenGraceSeconds: 0 },
].map((client) => ({ ...client, clientId: String(client.clientId).replaceAll(/[ ,]+/g, '-') }));

let server: TestServer;
let now = (): Date => new Date();
const person = new Person();
beforeAll(async () => {
  server = await startTestServer({ clients, users: [amelia, bertha], clock: { now: () => now() } });
});
afterAll(() => server.stop());

const secretOf = (clientId: string): { secret?: string } => (clientId === 'optional-without' ? {} : { secret: SECRET });
const tokensOf = (clientId: string): Promise<Tokens> =>
  tokensFor(server.issuer, { clientId, person, ...secretOf(clientId) });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const ask = (
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => answered(postForm(`${server.issuer}/oauth/token`, fields, headers));
const withAccessToken = ({ refresh_token }: Tokens, accessToken: string, fields = {}): Promise<Answer> =>
  refresh(server.issuer, refresh_token, fields, bearer(accessToken));
const revoke = (
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => answered(postForm(`${server.issuer}/session/token/revoke`, fields, headers));
const facts = ({ status, body }: Answer): string => [status, body.error].filter(Boolean).join(' ');

/** What a client does, and how that is answered: for a client that has tokens, and for one that never gets any. */
const acts: Readonly<Record<string, (clientId: string) => Promise<Answer>>> = {
  'refresh with an access token of the same family': async (clientId) => {
    const tokens = await tokensOf(clientId);
    return withAccessToken(tokens, tokens.access_token);
  },
  'refresh without anything': async (clientId) => {
    const { refresh_token } = await tokensOf(clientId);
    return refresh(server.issuer, refresh_token, { client_id: clientId });
  },
  'refresh with the secret': async (clientId) => {
    const { refresh_token } = await tokensOf(clientId);
    return refresh(server.issuer, refresh_token, {}, basic(clientId, SECRET));
  },
  'revoke without authentication': async (clientId) => {
    const { refresh_token } = await tokensOf(clientId);
    return revoke({ token: refresh_token, client_id: clientId });
  },
  'code without the secret': async (clientId) => {
    const issued = await obtainCode(server.issuer, { client_id: clientId }, person);
    return ask(redemption(issued, { client_id: clientId }));
  },
  'code with an access token in place of the secret': async (clientId) => {
    const { access_token } = await tokensOf(clientId);
    const issued = await obtainCode(server.issuer, { client_id: clientId }, person);
    return ask(redemption(issued, { client_id: clientId }), bearer(access_token));
  },
  'client credentials without the secret': (clientId) => ask({ grant_type: 'client_credentials', client_id: clientId }),
  'client credentials with an access token in place of the secret': async (clientId) =>
    ask({ grant_type: 'client_credentials' }, bearer((await tokensOf(clientId)).access_token)),
  'client credentials with the secret': (clientId) =>
    ask({ grant_type: 'client_credentials' }, basic(clientId, SECRET)),
  'introspection without the secret': async (clientId) =>
    answered(postForm(`${server.issuer}/oauth/introspect`, { token: 'x', client_id: clientId })),
};

const [OK, NO, NO_HEADER] = ['200', '400 invalid_client', '401 invalid_client'] as const;

describe('S-01, S-02, A-10, ruling 7: secretRequired × secret', () => {
  test.each([
    { act: 'refresh with an access token of the same family', required: NO_HEADER, optional: OK, public: NO_HEADER },
    { act: 'refresh without anything', required: NO, optional: NO, public: OK },
    { act: 'refresh with the secret', required: OK, optional: OK, public: NO_HEADER },
    { act: 'revoke without authentication', required: NO, optional: OK, public: OK },
    { act: 'code without the secret', required: NO, optional: NO, public: OK },
    {
      act: 'code with an access token in place of the secret',
      required: NO_HEADER,
      optional: NO_HEADER,
      public: NO_HEADER,
    },
    { act: 'client credentials without the secret', required: NO, optional: NO, public: '400 unauthorized_client' },
    {
      act: 'client credentials with an access token in place of the secret',
      required: NO_HEADER,
      optional: NO_HEADER,
      public: NO_HEADER,
    },
    { act: 'client credentials with the secret', required: OK, optional: OK, public: NO_HEADER },
    { act: 'introspection without the secret', required: NO, optional: NO, public: NO },
  ])('$act: required $required, optional $optional, no secret at all $public', async ({ act, ...expected }) => {
    const perform = acts[act]!;

    expect({
      required: facts(await perform('required-with-secret')),
      optional: facts(await perform('optional-with-secret')),
      public: facts(await perform('optional-without')),
    }).toEqual(expected);
  });

  test('required, without a secret: nothing lets it in', async () => {
    const clientId = 'required-without';
    const issued = await obtainCode(server.issuer, { client_id: clientId }, person);
    const { access_token } = await tokensOf('optional-with-secret');

    const answers = [
      await ask(redemption(issued, { client_id: clientId })),
      await ask(redemption(issued, { client_id: clientId, client_secret: SECRET })),
      await ask({ grant_type: 'client_credentials', client_id: clientId }),
      await refresh(server.issuer, 'x', { client_id: clientId }),
      await refresh(server.issuer, 'x', { client_id: clientId }, bearer(access_token)),
      await revoke({ token: 'x', client_id: clientId }),
    ];

    expect(answers.map(facts)).toEqual([NO, NO, NO, NO, NO_HEADER, NO]);
  });
});

describe('S-01: the access token that stands for the secret', () => {
  const clientId = 'optional-with-secret';

  test('brings a successor that works as if the secret had been sent', async () => {
    const tokens = await tokensOf(clientId);

    const { body } = await withAccessToken(tokens, tokens.access_token, { client_id: clientId });
    const next = body as unknown as Tokens;

    expect(facts(await withAccessToken(next, next.access_token))).toBe(OK);
    expect((await introspect(server.issuer, next.access_token)).body).toMatchObject({
      active: true,
      client_id: clientId,
    });
  });

  test.each([
    {
      name: 'of another family of the same client and person',
      token: async () => (await tokensOf(clientId)).access_token,
    },
    { name: 'of another client', token: async () => (await tokensOf('optional-without')).access_token },
    {
      name: 'of another person',
      token: async () =>
        (await tokensFor(server.issuer, { clientId, secret: SECRET, person: new Person(), credentials: bertha }))
          .access_token,
    },
    { name: 'of the client for itself', token: async () => (await clientToken(server.issuer, clientId)).access_token },
    { name: 'that is none', token: () => Promise.resolve('no-token') },
    { name: 'that is the ID token', token: (own: Tokens) => Promise.resolve(own.id_token) },
    { name: 'that is the refresh token', token: (own: Tokens) => Promise.resolve(own.refresh_token) },
    {
      name: 'that was revoked',
      token: async (own: Tokens) => {
        await revoke({ token: own.access_token });
        return own.access_token;
      },
    },
  ])('is none $name: 401 invalid_client, and the refresh token survives', async ({ token }) => {
    const tokens = await tokensOf(clientId);

    const answer = await withAccessToken(tokens, await token(tokens));

    expect(facts(answer)).toBe(NO_HEADER);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="gatehouse"');
    expect(facts(await refresh(server.issuer, tokens.refresh_token, {}, basic(clientId, SECRET)))).toBe(OK);
  });

  test('is none that has expired', async () => {
    const tokens = await tokensOf(clientId);
    now = () => new Date(Date.now() + 301_000);
    const late = await withAccessToken(tokens, tokens.access_token);
    now = () => new Date();

    expect(facts(late)).toBe(NO_HEADER);
    expect(facts(await withAccessToken(tokens, tokens.access_token))).toBe(OK);
  });

  test('is none of a family that was revoked', async () => {
    const tokens = await tokensOf(clientId);
    await revoke({ token: tokens.refresh_token });

    expect(facts(await withAccessToken(tokens, tokens.access_token))).toBe(NO_HEADER);
  });

  test('does not go with another client_id, nor with a second proof', async () => {
    const tokens = await tokensOf(clientId);

    const other = await withAccessToken(tokens, tokens.access_token, { client_id: 'web-app' });
    const both = await withAccessToken(tokens, tokens.access_token, { client_id: clientId, client_secret: SECRET });

    expect([facts(other), facts(both)]).toEqual([NO_HEADER, '400 invalid_request']);
  });

  test('V-20: does not hide that a refresh token is used twice', async () => {
    const tokens = await tokensOf('without-grace');
    expect(facts(await withAccessToken(tokens, tokens.access_token))).toBe(OK);

    const again = await withAccessToken(tokens, tokens.access_token);

    expect(facts(again)).toBe('400 invalid_grant');
    expect((await introspect(server.issuer, tokens.access_token)).body.active).toBe(false);
  });

  test('ruling 57: does not prolong a secret that has expired', async () => {
    const tokens = await tokensOf('expiring');
    await moveDatabaseClock(server.databaseUrl, 3_601);
    const end = performance.now() + 5_000;
    // The node looks at the database's clock several times a second.
    const lapsed = async () =>
      facts(await ask({ grant_type: 'client_credentials' }, basic('expiring', SECRET))) === NO_HEADER;
    while (!(await lapsed()) && performance.now() < end) await delay(50);

    const answer = await withAccessToken(tokens, tokens.access_token);
    await moveDatabaseClock(server.databaseUrl, 0);

    expect(facts(answer)).toBe(NO_HEADER);
  });

  test('V-54: is worth nothing once the person is locked', async () => {
    const wish = { clientId, secret: SECRET, person: new Person(), credentials: bertha };
    const tokens = await tokensFor(server.issuer, wish);
    await changeElsewhere(server.databaseUrl, {
      topic: 'users:local_security',
      text: `update user_account set account_locked = true, security_version = security_version + 1 where username = 'bertha'`,
    });
    const end = performance.now() + 5_000;
    const isActive = async () => (await introspect(server.issuer, tokens.access_token)).body.active === true;
    while ((await isActive()) && performance.now() < end) await delay(50);

    expect(facts(await withAccessToken(tokens, tokens.access_token))).toBe(NO_HEADER);
  });
});
