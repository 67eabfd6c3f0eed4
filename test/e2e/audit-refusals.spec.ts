import { basic, postForm } from '../support/app.js';
import { errorFacts, openSignedIn, requestUrl } from '../support/authorization.js';
import { clientToken, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { MemoryLog } from '../support/memory-log.js';
import { hiddenFields, Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { Logger } from '../support/product.js';
import { SECRET } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const REFERENCE = /^GH-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/;

/** What an audit row says of a refusal. */
interface RefusalRow {
  readonly kind: string;
  readonly client_id: string | null;
  readonly error_code: string;
  readonly error_reference: string;
  readonly endpoint: string;
}

let server: TestServer;
const log = new MemoryLog();

beforeAll(async () => {
  server = await startTestServer();
  Logger.overrideLogger(log);
});

afterAll(async () => {
  Logger.overrideLogger(false);
  await server.stop();
});

async function refusalRows(): Promise<readonly RefusalRow[]> {
  return rowsOf<RefusalRow>(
    server.databaseUrl,
    `select kind, client_id, error_code, error_reference, detail->>'endpoint' as endpoint
       from audit_event where outcome = 'failure' order by sequence`,
  );
}

/** The rows that a call leaves. */
async function rowsBy(act: () => Promise<unknown>): Promise<readonly RefusalRow[]> {
  const before = (await refusalRows()).length;
  await act();
  return (await refusalRows()).slice(before);
}

const post = (path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  postForm(server.issuer + path, fields, headers);
const open = (path: string) => new Person().request(server.issuer + path);
const ask = (parameters: Readonly<Record<string, string | undefined>>) =>
  new Person().open(requestUrl(server.issuer, parameters));

async function revokedToken(): Promise<string> {
  const { access_token } = await tokensFor(server.issuer);
  await post('/oauth/revoke', { token: access_token, client_id: 'public-app' });
  return access_token;
}

async function approvalPage(person: Person) {
  return openSignedIn(person, requestUrl(server.issuer), amelia);
}

const wrong = basic('web-app', 'wrong');
const grant = { grant_type: 'client_credentials' };
const token = { kind: 'TOKEN_REFUSAL', endpoint: 'token' };
const user = { kind: 'TOKEN_REFUSAL', endpoint: 'userinfo' };
const out = { kind: 'SIGN_OUT', endpoint: 'logout', error_code: 'invalid_request' };
const authorization = { kind: 'AUTHORIZATION_REFUSAL', endpoint: 'authorize' };

const refusals: readonly { name: string; act: () => Promise<unknown>; row: Partial<RefusalRow> }[] = [
  {
    name: 'a wrong secret at the token endpoint',
    act: () => post('/oauth/token', grant, wrong),
    row: { ...token, client_id: 'web-app', error_code: 'invalid_client' },
  },
  {
    name: 'a client_id in the address of the token endpoint',
    act: () => post('/oauth/token?client_id=backend', grant),
    row: { ...token, client_id: 'backend', error_code: 'invalid_request' },
  },
  {
    name: 'a body that is no form',
    act: () => fetch(`${server.issuer}/oauth/token`, { method: 'POST', body: '{}' }),
    row: { ...token, client_id: null, error_code: 'invalid_request' },
  },
  {
    name: 'a refresh token that is none',
    act: () => post('/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'public-app' }),
    row: { ...token, client_id: 'public-app', error_code: 'invalid_grant' },
  },
  {
    name: 'a wrong secret at the introspection endpoint',
    act: () => post('/oauth/introspect', { token: 'x' }, wrong),
    row: { kind: 'TOKEN_REFUSAL', endpoint: 'introspection', client_id: 'web-app', error_code: 'invalid_client' },
  },
  {
    name: 'a wrong secret at the revocation endpoint',
    act: () => post('/oauth/revoke', { token: 'x' }, wrong),
    row: { kind: 'TOKEN_REFUSAL', endpoint: 'revocation', client_id: 'web-app', error_code: 'invalid_client' },
  },
  {
    name: "a wrong secret at the product's revocation address",
    act: () => post('/session/token/revoke', { token: 'x' }, wrong),
    row: { kind: 'TOKEN_REFUSAL', endpoint: 'revocation', client_id: 'web-app', error_code: 'invalid_client' },
  },
  {
    name: 'an access token that is none',
    act: () => userinfo(server.issuer, 'nonsense'),
    row: { ...user, client_id: null, error_code: 'invalid_token' },
  },
  {
    name: "a client's own token at userinfo",
    act: async () => userinfo(server.issuer, (await clientToken(server.issuer)).access_token),
    row: { ...user, client_id: 'backend', error_code: 'insufficient_scope' },
  },
  {
    name: 'an access token in the address',
    act: () => fetch(`${server.issuer}/oauth/userinfo?access_token=x`),
    row: { ...user, client_id: null, error_code: 'invalid_request' },
  },
  {
    name: 'an authorization request that is answered with an error',
    act: () => ask({ response_type: 'token' }),
    row: { ...authorization, client_id: 'public-app', error_code: 'unsupported_response_type' },
  },
  {
    name: 'prompt=none without a session',
    act: () => ask({ prompt: 'none' }),
    row: { ...authorization, client_id: 'public-app', error_code: 'login_required' },
  },
  {
    name: 'a denial',
    act: async () => {
      const person = new Person();
      await person.deny(await approvalPage(person));
    },
    row: { ...authorization, client_id: 'public-app', error_code: 'access_denied' },
  },
  {
    name: 'a client that nobody knows',
    act: () => ask({ client_id: 'nobody' }),
    row: { ...authorization, client_id: 'nobody', error_code: 'invalid_request' },
  },
  {
    name: 'a redirect URI that is not registered',
    act: () => ask({ redirect_uri: 'https://evil.example/' }),
    row: { ...authorization, client_id: 'public-app', error_code: 'invalid_request' },
  },
  {
    name: 'an authorization request by POST for a foreign redirect URI',
    act: () =>
      post('/oauth/authorize', {
        response_type: 'code',
        client_id: 'web-app',
        redirect_uri: 'https://evil.example/',
      }),
    row: { ...authorization, client_id: 'web-app', error_code: 'invalid_request' },
  },
  {
    name: 'a second answer to the same request',
    act: async () => {
      const person = new Person();
      const page = await approvalPage(person);
      await person.approve(page);
      await person.approve(page);
    },
    row: { ...authorization, client_id: 'public-app', error_code: 'invalid_request' },
  },
  {
    name: 'a forged sign-in form',
    act: async () => {
      const person = new Person();
      const fields = { ...hiddenFields(await person.open(requestUrl(server.issuer))), _csrf: 'forged' };
      await person.post(`${server.issuer}/authenticate`, fields);
    },
    row: { kind: 'AUTHORIZATION_REFUSAL', endpoint: 'authenticate', client_id: 'public-app' },
  },
  {
    name: 'a sign-in without a request',
    act: () => open('/signin'),
    row: { kind: 'AUTHORIZATION_REFUSAL', endpoint: 'signin', client_id: null },
  },
  {
    name: 'a hint that is none, sent by a program',
    act: () => post('/logout', { id_token_hint: 'x' }),
    row: { ...out, client_id: null },
  },
  {
    name: "a hint that is another client's",
    act: async () => open(`/logout?client_id=web-app&id_token_hint=${(await tokensFor(server.issuer)).id_token}`),
    row: { ...out, client_id: 'public-app' },
  },
  {
    name: 'a post_logout_redirect_uri that is not registered',
    act: () => open('/logout?client_id=web-app&post_logout_redirect_uri=https://evil.example/'),
    row: { ...out, client_id: 'web-app' },
  },
  {
    name: 'a post_logout_redirect_uri that is not registered for the client of the hint',
    act: async () =>
      open(
        `/logout?post_logout_redirect_uri=https://evil.example/&id_token_hint=${(await tokensFor(server.issuer)).id_token}`,
      ),
    row: { ...out, client_id: 'public-app' },
  },
  { name: 'a forged confirmation', act: () => post('/logout', { _csrf: 'forged' }), row: out },
];

describe('O-14, R-20: the audit record of a refusal', () => {
  test.each(refusals)('$name: one row, found by the reference of its log line', async ({ act, row }) => {
    const rows = await rowsBy(act);

    expect(rows).toEqual([expect.objectContaining(row)]);
    const reference = rows[0]?.error_reference ?? 'none';
    expect(reference).toMatch(REFERENCE);
    expect(log.entries.filter((entry) => entry.includes(reference))).toHaveLength(1);
  });

  test('O-14: a revoked access token is recorded with the client it was issued to', async () => {
    const revoked = await revokedToken();

    expect(await rowsBy(() => userinfo(server.issuer, revoked))).toMatchObject([
      { ...user, client_id: 'public-app', error_code: 'invalid_token' },
    ]);
  });

  test.each(['/oauth/authorize?client_id=nobody', '/signin', '/logout?cb=https://evil.example/'])(
    'R-20: the page of %s shows the reference of its row',
    async (path) => {
      let shown: string | undefined;
      const rows = await rowsBy(async () => {
        shown = errorFacts(await open(path)).reference;
      });

      expect(rows.map((row) => row.error_reference)).toEqual([shown]);
    },
  );

  test('V-102: nothing of a refused token or secret is in a row', async () => {
    await post('/oauth/token', grant, basic('web-app', 'planted-secret'));
    await userinfo(server.issuer, 'planted-secret');
    await post('/logout', { id_token_hint: 'planted-secret' });

    const rows = await rowsOf(server.databaseUrl, `select 1 from audit_event a where a::text like '%planted-secret%'`);
    expect(rows).toEqual([]);
  });
});

test('R-18, O-14: a flood of strangers leaves so many rows a minute, and hides nobody who has proved who it is', async () => {
  const strangers = await rowsBy(() =>
    Promise.all(Array.from({ length: 320 }, () => post('/oauth/token', { grant_type: 'none' }))),
  );
  const proven = await rowsBy(() => post('/oauth/token', { grant_type: 'refresh_token' }, basic('web-app', SECRET)));

  expect(strangers.length).toBeLessThanOrEqual(300);
  expect(proven).toMatchObject([{ ...token, client_id: 'web-app', error_code: 'invalid_request' }]);
});
