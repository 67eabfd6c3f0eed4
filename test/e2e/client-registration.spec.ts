import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as client from 'openid-client';
import { authorizeUrl, basic, newPkce, postForm, type Tokens } from '../support/app.js';
import { answered, clientToken, introspect, refresh, type Answer } from '../support/endpoint-calls.js';
import { CHALLENGE, openSignedIn } from '../support/authorization.js';
import { clientAssertion, serviceToken } from '../support/client-assertions.js';
import { newClientKey, startKeySite } from '../support/client-keys.js';
import { Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { callRegistration, LEAST, makeInvitation, registrationServer } from '../support/registration-server.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

interface TokenWish {
  readonly scope?: string;
  readonly module?: string;
  readonly credentials?: { readonly username: string; readonly password: string };
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(registrationServer);
});
afterAll(() => server.stop());
afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

const at = (module: string): string => `${server.issuer}/${module}/oauth/register`;
const register = (metadata: unknown = LEAST, module = 'free', token?: string): Promise<Answer> =>
  callRegistration(at(module), { body: metadata, ...(token !== undefined && { token }) });
const manage = (method: string, { body }: Answer, change: { token?: string; body?: object } = {}): Promise<Answer> =>
  callRegistration(String(body.registration_client_uri), {
    method,
    token: String(body.registration_access_token),
    ...change,
    ...(change.body !== undefined && { body: { client_id: body.client_id, ...change.body } }),
  });
const clientCount = async (): Promise<number> =>
  (await rowsOf<{ count: number }>(server.databaseUrl, 'select count(*)::int as count from oauth2_client'))[0]?.count ??
  -1;

/** Tokens that a person gives to a registered app. */
async function tokensOf({ body }: Answer, wish: TokenWish = {}): Promise<Tokens> {
  const { scope = 'openid offline_access', module = 'free', credentials = amelia } = wish;
  const issuer = `${server.issuer}/${module}`;
  const pkce = newPkce();
  const [clientId, secret] = [String(body.client_id), body.client_secret as string | undefined];
  const callback = await new Person().authorize(
    authorizeUrl(issuer, { client_id: clientId, scope, code_challenge: pkce.challenge }),
    credentials,
  );
  const fields = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? callback.href,
    redirect_uri: 'https://app.example/cb',
    code_verifier: pkce.verifier,
    ...(secret === undefined && { client_id: clientId }),
  };
  const response = await postForm(`${issuer}/oauth/token`, fields, secret === undefined ? {} : basic(clientId, secret));
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as Tokens;
}

describe('who may register (STD RFC7591-3, R5)', () => {
  test('nobody, unless the module says otherwise: there is nothing at the address, and discovery is silent', async () => {
    const answers = [
      await callRegistration(`${server.issuer}/oauth/register`, { body: LEAST }),
      await callRegistration(`${server.issuer}/oauth/register/admin`, { method: 'GET', token: 'x' }),
      await callRegistration(`${server.issuer}/oauth/register/admin`, { method: 'DELETE', token: 'x' }),
      await callRegistration(`${server.issuer}/oauth/initial-access-token`, { token: 'x', body: {} }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    for (const name of ['openid-configuration', 'oauth-authorization-server', 'smart-configuration']) {
      const { body } = await answered(fetch(`${server.issuer}/.well-known/${name}`));
      expect(body).not.toHaveProperty('registration_endpoint');
    }
  });

  test('STD D16: discovery names the endpoint where there is one', async () => {
    for (const name of ['openid-configuration', 'oauth-authorization-server', 'smart-configuration']) {
      const { body } = await answered(fetch(`${server.issuer}/guarded/.well-known/${name}`));
      expect(body.registration_endpoint).toBe(at('guarded'));
    }
  });

  test.each([
    { name: 'no token', token: undefined, status: 401, error: undefined },
    { name: 'a token nobody made', token: 'ght_guess', status: 401, error: 'invalid_token' },
    { name: 'something else', token: 'x.y.z', status: 401, error: 'invalid_token' },
  ])(
    'with $name nobody may where a token is asked for, and nothing is told about the metadata',
    async ({ token, status, error }) => {
      const before = await clientCount();

      const answer = await register({ redirect_uris: 'nonsense' }, 'guarded', token);

      expect(answer).toMatchObject({ status, body: error === undefined ? {} : { error } });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
      expect(await clientCount()).toBe(before);
    },
  );

  test('an access token needs the permission OPENID_CONNECT_ADD_CLIENT, of a client or of a person', async () => {
    const guarded = `${server.issuer}/guarded`;
    const [admin, other] = [await clientToken(guarded, 'admin'), await clientToken(guarded, 'other-service')];

    const answers = [
      await register(LEAST, 'guarded', admin.access_token),
      await register(LEAST, 'guarded', other.access_token),
    ];

    expect(answers).toMatchObject([{ status: 201 }, { status: 403, body: { error: 'insufficient_scope' } }]);
    const [app] = answers as [Answer];
    for (const [credentials, status] of [
      [amelia, 201],
      [bertha, 403],
    ] as const) {
      const { access_token } = await tokensOf(app, { module: 'guarded', credentials });
      expect((await register(LEAST, 'guarded', access_token)).status).toBe(status);
    }
  });

  test('A-14: an app that registered itself gets nothing of what a person may do to the server', async () => {
    const app = await register(LEAST, 'free');
    const { access_token } = await tokensOf(app, { module: 'free', credentials: amelia });

    expect(await register(LEAST, 'free', access_token)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope' },
    });
  });

  test('whoever has the permission is not bound to the list of scopes', async () => {
    const { access_token } = await clientToken(`${server.issuer}/guarded`, 'admin');
    const metadata = { grant_types: ['client_credentials'], scope: 'system/*.cruds' };

    expect(await register(metadata, 'guarded', access_token)).toMatchObject({
      status: 201,
      body: { scope: 'system/*.cruds' },
    });
  });

  test('an initial access token works as often as it says, and of many calls at once not once more', async () => {
    const token = await makeInvitation(server, { uses: 3 });
    const before = await clientCount();

    const answers = await Promise.all(Array.from({ length: 8 }, () => register(LEAST, 'guarded', token)));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 401, 401, 401, 401, 401]);
    expect(await clientCount()).toBe(before + 3);
  });

  test('initial access tokens are made and ended by whoever may add clients, and by nobody else', async () => {
    const guarded = `${server.issuer}/guarded`;
    const [admin, other] = [await clientToken(guarded, 'admin'), await clientToken(guarded, 'other-service')];
    const url = `${guarded}/oauth/initial-access-token`;
    const make = (token: string | undefined, body: unknown = { description: 'a hospital', uses: 2 }): Promise<Answer> =>
      callRegistration(url, { body, ...(token !== undefined && { token }) });

    const made = await make(admin.access_token);

    expect(made).toMatchObject({ status: 201, body: { description: 'a hospital', uses: 2 } });
    expect(made.headers.get('cache-control')).toBe('no-store');
    const token = String(made.body.initial_access_token);
    const refused = [
      await make(undefined),
      await make(token),
      await make(other.access_token),
      await make(admin.access_token, {}),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 403, 400]);
    expect((await register(LEAST, 'guarded', token)).status).toBe(201);
    const end = async (id: unknown, by: string): Promise<number> =>
      (await callRegistration(`${url}/${String(id)}`, { method: 'DELETE', token: by })).status;
    expect(await end(made.body.id, other.access_token)).toBe(403);
    for (const id of ['nothing', '%00', crypto.randomUUID()]) expect(await end(id, admin.access_token)).toBe(404);
    expect([await end(made.body.id, admin.access_token), await end(made.body.id, admin.access_token)]).toEqual([
      204, 404,
    ]);
    expect((await register(LEAST, 'guarded', token)).status).toBe(401);
    const rows = await rowsOf<{ detail: { change: string } }>(
      server.databaseUrl,
      `select detail from audit_event where kind = 'INITIAL_ACCESS_TOKEN' and detail->>'id' = $1 order by at, sequence`,
      [made.body.id],
    );
    expect(rows.map(({ detail }) => detail.change)).toEqual(['created', 'ended']);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('metadata that are refused use no token up; a token of another module and one that has ended are none', async () => {
    const token = await makeInvitation(server, { lifetime_seconds: 60 });
    const foreign = await makeInvitation(server, {}, 'free');

    expect((await register({ redirect_uris: [] }, 'guarded', token)).status).toBe(400);
    expect((await register(LEAST, 'guarded', foreign)).status).toBe(401);
    await moveDatabaseClock(server.databaseUrl, 61);
    expect((await register(LEAST, 'guarded', token)).status).toBe(401);
    await moveDatabaseClock(server.databaseUrl, 0);
    expect((await register(LEAST, 'guarded', token)).status).toBe(201);
  });

  test('an initial access token may bound the scopes more narrowly, for good', async () => {
    const token = await makeInvitation(server, { scope: 'openid launch/patient' });

    const app = await register({ ...LEAST, scope: 'openid patient/*.rs' }, 'guarded', token);

    expect(app.body.scope).toBe('openid');
    const wider = await manage('PUT', app, { body: { ...LEAST, scope: 'openid launch/patient patient/*.rs' } });
    expect(wider.body.scope).toBe('openid launch/patient');
  });

  test('R-18: without a token so many an hour of one network, and so many of all', async () => {
    for (const [module, most] of [
      ['scarce', 3],
      ['full', 2],
    ] as const) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => register(LEAST, module)));

      expect(answers.filter(({ status }) => status === 201)).toHaveLength(most);
      const refused = answers.find(({ status }) => status === 429);
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(3_000);
      await moveDatabaseClock(server.databaseUrl, 3_601);
      expect((await register(LEAST, module)).status).toBe(201);
      await moveDatabaseClock(server.databaseUrl, 0);
    }
  });
});

describe('POST /oauth/register (STD RFC7591-1, RFC7591-2)', () => {
  test('STD R1, R2, R4, R6: registers, returns everything in force, and lets nobody keep it', async () => {
    const metadata = {
      ...LEAST,
      client_name: 'Growth Chart',
      'client_name#de': 'Wachstumskurve',
      scope: 'openid patient/*.rs',
      grant_types: ['authorization_code', 'refresh_token'],
      policy_uri: 'https://app.example/privacy',
      launch_uris: ['https://app.example/launch'],
      unknown_member: [{ a: 1 }],
    };
    const answer = await register(metadata);

    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      client_id: expect.stringMatching(/^app_[\w-]{22}$/),
      client_id_issued_at: expect.any(Number),
      client_secret: expect.stringMatching(/^ghs_[\w-]{43}$/),
      client_secret_expires_at: expect.any(Number),
      registration_access_token: expect.stringMatching(/^ghm_[\w-]{43}$/),
      registration_client_uri: `${at('free')}/${String(answer.body.client_id)}`,
      redirect_uris: ['https://app.example/cb'],
      client_name: 'Growth Chart',
      policy_uri: 'https://app.example/privacy',
      launch_uris: ['https://app.example/launch'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'openid patient/*.rs',
      token_endpoint_auth_method: 'client_secret_basic',
      application_type: 'web',
      subject_type: 'public',
      id_token_signed_response_alg: 'RS256',
    });
    const days = (Number(answer.body.client_secret_expires_at) - Number(answer.body.client_id_issued_at)) / 86_400;
    expect(Math.round(days)).toBe(365);
  });

  test.each([
    { name: 'it named', method: { token_endpoint_auth_method: 'client_secret_basic' } },
    { name: 'it was told, having named none (RFC7591-1)', method: {} },
  ])('STD OID-14: the app works at once, and authenticates only by the method that $name', async ({ method }) => {
    const app = await register({ ...LEAST, grant_types: ['authorization_code', 'refresh_token'], ...method });

    const { refresh_token } = await tokensOf(app);

    const fields = { grant_type: 'refresh_token', refresh_token };
    const [id, secret] = [String(app.body.client_id), String(app.body.client_secret)];
    const posted = await postForm(`${server.issuer}/free/oauth/token`, {
      ...fields,
      client_id: id,
      client_secret: secret,
    });
    expect(await posted.json()).toMatchObject({ error: 'invalid_client' });
    expect((await postForm(`${server.issuer}/free/oauth/token`, fields, basic(id, secret))).status).toBe(200);
  });

  test('STD ODCR-1, B-19: an app gets ID tokens by the algorithm it registers, one of those in discovery', async () => {
    const { body: metadata } = await answered(fetch(`${server.issuer}/free/.well-known/openid-configuration`));
    const offered = metadata.id_token_signing_alg_values_supported as string[];
    expect(offered).toEqual(['RS256', 'ES256']);

    for (const id_token_signed_response_alg of offered) {
      const app = await register({ ...LEAST, id_token_signed_response_alg });
      const { id_token } = await tokensOf(app, { scope: 'openid' });

      expect(app.body).toMatchObject({ id_token_signed_response_alg });
      expect(JSON.parse(Buffer.from(id_token.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({
        alg: id_token_signed_response_alg,
      });
      expect((await manage('GET', app)).body).toMatchObject({ id_token_signed_response_alg });
    }
    expect((await register({ ...LEAST, id_token_signed_response_alg: 'PS256' })).body).toMatchObject({
      error: 'invalid_client_metadata',
    });
  });

  test('R-18: an app that nobody answers for counts as used when it gets tokens', async () => {
    const app = await register();
    const client = 'client_pid = (select pid from oauth2_client where client_id = $1)';
    const id = [app.body.client_id];
    await rowsOf(
      server.databaseUrl,
      `update client_registration set last_used_at = gatehouse_now() - interval '2 days' where ${client}`,
      id,
    );

    await tokensOf(app);

    const text = `select last_used_at > gatehouse_now() - interval '1 minute' as used from client_registration where ${client}`;
    expect(await rowsOf(server.databaseUrl, text, id)).toEqual([{ used: true }]);
  });

  test('STD R3, OM31: a service registers its keys, inline or by address, and gets tokens by them', async () => {
    const guarded = `${server.issuer}/guarded`;
    const admin = await clientToken(guarded, 'admin');
    const key = newClientKey('ES384', 'k1');
    const site = await startKeySite(key);
    const service = {
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      scope: 'system/*.rs',
    };

    for (const keys of [{ jwks: { keys: [key.jwk] } }, { jwks_uri: site.url }]) {
      const { status, body } = await register({ ...service, ...keys }, 'guarded', admin.access_token);
      expect({ status, body }).toMatchObject({ status: 201, body: { ...service, ...keys } });
      expect(body).not.toHaveProperty('client_secret');
      const assertion = clientAssertion({ key, clientId: String(body.client_id), audience: `${guarded}/oauth/token` });
      expect((await serviceToken(guarded, assertion)).status).toBe(200);
    }
    await site.stop();
  });

  test('R-14: neither secret nor tokens are stored in clear', async () => {
    const { body } = await register();
    const rows = await rowsOf(
      server.databaseUrl,
      `select c::text, s::text as secret, r::text as registration from oauth2_client c
         left join oauth2_client_secret s on s.client_pid = c.pid left join client_registration r on r.client_pid = c.pid`,
    );

    const text = JSON.stringify(rows);
    expect(text).toContain(String(body.client_id));
    for (const secret of [body.client_secret, body.registration_access_token]) expect(text).not.toContain(secret);
  });

  test('an app that registered itself is marked, may not act without a person, and gets no scope beyond the list', async () => {
    const metadata = {
      ...LEAST,
      scope: 'openid user/*.cruds system/*.rs',
      untrusted: false,
      permissions: ['ROLE_SUPERUSER'],
    };
    const { body } = await register(metadata);

    expect(body.scope).toBe('openid');
    const [row] = await rowsOf<{ definition: Record<string, unknown> }>(
      server.databaseUrl,
      'select definition from oauth2_client where client_id = $1',
      [body.client_id],
    );
    expect(row?.definition).toMatchObject({ untrusted: true, permissions: [] });
    expect((await register({ grant_types: ['client_credentials'] })).body).toMatchObject({
      error: 'invalid_client_metadata',
    });
  });

  test.each([
    { name: 'a form', type: 'application/x-www-form-urlencoded', body: 'redirect_uris=https://a.example' },
    { name: 'no JSON', type: 'application/json', body: '{' },
    { name: 'a list', type: 'application/json', body: '[]' },
    { name: 'V-07: a member twice', type: 'application/json', body: '{"client_name":"a","client_name":"b"}' },
    { name: 'V-92: a NUL', type: 'application/json', body: '{"client_name":"a\\u0000"}' },
    { name: 'V-92: half a character', type: 'application/json', body: '{"client_name":"\\ud800"}' },
    { name: 'V-87: a number beyond all bounds', type: 'application/json', body: '{"default_max_age":1e999}' },
    { name: 'V-90: deep nesting', type: 'application/json', body: `{"jwks":${'['.repeat(2_000)}${']'.repeat(2_000)}}` },
  ])('refuses $name', async ({ type, body }) => {
    const answer = await callRegistration(at('free'), { type, body });

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test('V-88: refuses more than 64 KB', async () => {
    expect((await register({ ...LEAST, padding: 'x'.repeat(66_000) })).status).toBe(413);
  });

  test('V-86, V-87, V-92: whatever the members are, nothing breaks', async () => {
    const values = [
      null,
      0,
      -1,
      1e300,
      true,
      '',
      ' ',
      '\u202e',
      '%00',
      [],
      [[]],
      {},
      { $ne: '' },
      ['__proto__'],
      'x'.repeat(5_000),
    ];
    const members = [
      'redirect_uris',
      'client_name',
      'jwks',
      'jwks_uri',
      'grant_types',
      'scope',
      'contacts',
      'default_max_age',
      '__proto__',
    ];
    for (const member of members)
      for (const value of values) {
        const { status } = await register(
          `{"redirect_uris":["https://a.example/cb"],"${member}x":1,"${member}":${JSON.stringify(value)}}`.replace(
            /"redirect_uris":\["https:[^\]]*\],(.*"redirect_uris":)/,
            '$1',
          ),
        );
        expect({ member, value, ok: [201, 400].includes(status) }).toEqual({ member, value, ok: true });
      }
    expect(({} as Record<string, unknown>)['0']).toBeUndefined();
  });

  test('V-78: a logo is kept and never fetched; STD OM40: where others start a sign-in is kept as well', async () => {
    const members = { logo_uri: 'http://127.0.0.1:1/logo.png', initiate_login_uri: 'https://app.example/start' };

    expect(await register({ ...LEAST, ...members })).toMatchObject({ status: 201, body: members });
  });

  test('a refusal is told with its member, and is on record with the caller', async () => {
    const answer = await register({ ...LEAST, policy_uri: 'javascript:alert(1)' });

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } });
    expect(answer.body.error_description).toContain('policy_uri');
    const [row] = await rowsOf<{ outcome: string; detail: object; remote_address: string }>(
      server.databaseUrl,
      `select outcome, detail, remote_address from audit_event where kind = 'CLIENT_CHANGE' order by at desc, sequence desc limit 1`,
    );
    expect(row).toMatchObject({
      outcome: 'failure',
      remote_address: '127.0.0.1',
      detail: { endpoint: 'registration', parameter: 'policy_uri' },
    });
  });

  test('STD OM31, ODCR-1: sector_identifier_uri leads to a list with every redirect URI', async () => {
    const documents: Readonly<Record<string, unknown>> = {
      '/good': ['https://other.example/', ...LEAST.redirect_uris],
      '/bad': ['https://other.example/'],
      '/none': { redirect_uris: LEAST.redirect_uris },
    };
    const site = createServer(({ url = '' }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(documents[url]));
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const { port } = site.address() as AddressInfo;
    const statusOf = async (path: string): Promise<number> =>
      (await register({ ...LEAST, sector_identifier_uri: `http://127.0.0.1:${String(port)}${path}` })).status;

    expect([await statusOf('/good'), await statusOf('/bad'), await statusOf('/none')]).toEqual([201, 400, 400]);
    site.close();
  });

  test('STD ODCR-1, OM31: sector_identifier_uri must be fetched and list the redirect URIs; V-76: nothing internal is called', async () => {
    const uris = ['https://169.254.169.254/uris', 'http://127.0.0.1:1/uris', 'ftp://a.example/uris', 7];

    for (const sector_identifier_uri of uris)
      expect((await register({ ...LEAST, sector_identifier_uri })).body).toMatchObject({
        error: 'invalid_client_metadata',
      });
  });
});

describe('the approval page of an app that registered itself (A-07)', () => {
  const about = { policy_uri: 'https://app.example/privacy', tos_uri: 'https://app.example/terms' };
  const approvalPage = async ({ body }: Answer, module: string): Promise<Page> =>
    openSignedIn(
      new Person(),
      authorizeUrl(`${server.issuer}/${module}`, {
        client_id: String(body.client_id),
        scope: 'openid',
        code_challenge: CHALLENGE,
      }),
      amelia,
    );

  test('warns where nobody has checked the app, and names the site it leads to', async () => {
    const page = await approvalPage(await register({ ...LEAST, client_name: 'Your Bank' }), 'free');

    expect(page.text).toContain('id="unchecked-app"');
    expect(page.text).toMatch(/belongs to <strong><bdi>app\.example<\/bdi>/);
    expect(page.text).not.toContain('id="about-app"');
    expect(page.text).not.toContain('id="administers"');
  });

  test('does not warn of an app that an administrator asked for, which gets all rights (A-14); STD OM31: links what it says about itself', async () => {
    const page = await approvalPage(
      await register({ ...LEAST, ...about }, 'guarded', await makeInvitation(server)),
      'guarded',
    );

    expect(page.text).not.toContain('id="unchecked-app"');
    expect(page.text).toContain('id="administers"');
    for (const address of Object.values(about)) expect(page.text).toContain(`href="${address}"`);
  });

  test('V-09: an address that got into the database past every check is not linked', async () => {
    const app = await register({ ...LEAST, ...about });
    await rowsOf(
      server.databaseUrl,
      `update oauth2_client set definition = definition || '{"policyUri":"javascript:alert(1)"}' where client_id = $1`,
      [app.body.client_id],
    );

    const page = await approvalPage(app, 'free');

    expect(page.text).not.toContain('javascript:');
    expect(page.text).toContain(`href="${about.tos_uri}"`);
  });
});

describe('RFC 7592 (STD RFC7592-1)', () => {
  test('reads what is in force, without the secret', async () => {
    const app = await register({ ...LEAST, client_name: 'Chart' });

    const answer = await manage('GET', app);

    const { client_secret: _secret, client_secret_expires_at: _expires, ...rest } = app.body;
    expect(answer).toMatchObject({ status: 200, body: rest });
    expect(answer.body).not.toHaveProperty('client_secret');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('RFC 7592 2.2: with a smaller scope the refresh tokens it has give less at once', async () => {
    const grants = { grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'none' };
    const scope = 'openid profile offline_access';
    const app = await register({ ...LEAST, ...grants, scope });
    const { refresh_token } = await tokensOf(app, { scope });

    await manage('PUT', app, { body: { ...LEAST, ...grants, scope: 'openid offline_access' } });
    const answer = await refresh(`${server.issuer}/free`, refresh_token, { client_id: String(app.body.client_id) });

    expect(answer).toMatchObject({ status: 200, body: { scope: 'openid offline_access' } });
  });

  test('PUT replaces all of it and gives a new token; once that is used the old one is worth nothing', async () => {
    const app = await register({ ...LEAST, client_name: 'Old', contacts: ['a@example.org'] });
    const [client_id, client_secret] = [app.body.client_id, app.body.client_secret];

    const updated = await manage('PUT', app, {
      body: { client_id, client_secret, redirect_uris: ['https://app.example/new'], client_name: 'New' },
    });

    expect(updated).toMatchObject({
      status: 200,
      body: { client_id, client_name: 'New', redirect_uris: ['https://app.example/new'] },
    });
    expect(updated.body).not.toHaveProperty('contacts');
    expect(updated.body.registration_access_token).not.toBe(app.body.registration_access_token);
    expect(await manage('GET', updated)).toMatchObject({ status: 200, body: { client_name: 'New' } });
    expect((await manage('GET', app)).status).toBe(401);
  });

  test.each([
    { name: 'no client id', body: { client_id: undefined }, error: 'invalid_client_metadata' },
    { name: 'another client id', body: { client_id: 'admin' }, error: 'invalid_client_metadata' },
    {
      name: 'a secret of its choice',
      body: { client_secret: 'chosen-by-the-client' },
      error: 'invalid_client_metadata',
    },
    { name: 'what only the server sets', body: { client_id_issued_at: 1 }, error: 'invalid_request' },
    { name: 'a token of its choice', body: { registration_access_token: 'x' }, error: 'invalid_request' },
    {
      name: 'to prove itself by nothing from now on',
      body: { token_endpoint_auth_method: 'none' },
      error: 'invalid_client_metadata',
    },
    { name: 'a redirect URI that runs code', body: { redirect_uris: ['javascript:x'] }, error: 'invalid_redirect_uri' },
  ])('PUT refuses $name, and changes nothing', async ({ body, error }) => {
    const app = await register();

    const answer = await manage('PUT', app, { body: { ...LEAST, ...body } });

    expect(answer).toMatchObject({ status: 400, body: { error } });
    const { client_secret: _secret, client_secret_expires_at: _expires, ...rest } = app.body;
    expect((await manage('GET', app)).body).toEqual(rest);
  });

  describe('A-07: an app that nobody answered for, and an administrator has looked at', () => {
    const definitionOf = async ({ body }: Answer): Promise<object | undefined> =>
      (
        await rowsOf<{ definition: object }>(
          server.databaseUrl,
          'select definition from oauth2_client where client_id = $1',
          [body.client_id],
        )
      )[0]?.definition;
    const reviewed = async (): Promise<Answer> => {
      const app = await register({ ...LEAST, client_name: 'Growth Chart' });
      await rowsOf(
        server.databaseUrl,
        `update oauth2_client set definition = definition - 'untrusted' where client_id = $1`,
        [app.body.client_id],
      );
      return app;
    };

    test('stays trusted as long as it is the same', async () => {
      const app = await reviewed();

      const answer = await manage('PUT', app, { body: { ...LEAST, client_name: 'Growth Chart' } });

      expect(answer.status).toBe(200);
      expect(await definitionOf(app)).not.toHaveProperty('untrusted');
    });

    test.each<{ name: string; change: object }>([
      { name: 'its name', change: { client_name: 'Your Bank' } },
      { name: 'where it leads', change: { redirect_uris: ['https://evil.example/cb'] } },
      { name: 'where a logout leads', change: { post_logout_redirect_uris: ['https://evil.example/bye'] } },
      { name: 'its grants', change: { grant_types: ['authorization_code', 'refresh_token'] } },
    ])('is to be looked at again when it changes $name', async ({ change }) => {
      const app = await reviewed();

      const answer = await manage('PUT', app, { body: { ...LEAST, client_name: 'Growth Chart', ...change } });

      expect(answer.status).toBe(200);
      expect(await definitionOf(app)).toMatchObject({ untrusted: true });
    });

    test('cannot give itself what only apps get that somebody answers for', async () => {
      const app = await reviewed();

      const grant_types = ['authorization_code', 'client_credentials'];
      const answer = await manage('PUT', app, { body: { ...LEAST, grant_types } });

      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } });
    });
  });

  test('R-18: an app changes its registration 30 times an hour, whoever answers for it', async () => {
    const app = await register(LEAST, 'guarded', await makeInvitation(server));
    const rename = (last: Answer, name: string): Promise<Answer> =>
      manage('PUT', last, { body: { ...LEAST, client_name: name } });
    let last = app;
    for (let place = 0; place < 30; place++) last = await rename(last, `Name ${String(place)}`);
    const refused = await rename(last, 'One more');

    expect([last.status, refused.status]).toEqual([200, 429]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect((await manage('GET', last)).body.client_name).toBe('Name 29');
  });

  test('PUT gives a new secret in the last 30 days of the old one, which stays good until its end', async () => {
    const app = await register();
    const early = await manage('PUT', app, { body: LEAST });
    await rowsOf(
      server.databaseUrl,
      `update oauth2_client_secret set expiration = gatehouse_now() + interval '29 days'
        where client_pid = (select pid from oauth2_client where client_id = $1)`,
      [app.body.client_id],
    );

    const renewed = await manage('PUT', early, { body: LEAST });

    expect(early.body).not.toHaveProperty('client_secret');
    expect(renewed.body.client_secret).toMatch(/^ghs_[\w-]{43}$/);
    const later = Number(renewed.body.client_secret_expires_at) - Number(app.body.client_secret_expires_at);
    expect(Math.abs(later)).toBeLessThan(60);
    expect((await manage('PUT', renewed, { body: LEAST })).body).not.toHaveProperty('client_secret');
    for (const secret of [app.body.client_secret, renewed.body.client_secret]) {
      const credentials = basic(String(app.body.client_id), String(secret));
      const answer = await postForm(`${server.issuer}/free/oauth/revoke`, { token: 'unknown' }, credentials);
      expect(answer.status).toBe(200);
    }
  });

  test('V-22: a registration access token and an initial access token open nothing else', async () => {
    const app = await register({ ...LEAST, token_endpoint_auth_method: 'none' });
    const invitation = await makeInvitation(server, {}, 'free');
    const issuer = `${server.issuer}/guarded`;

    for (const token of [String(app.body.registration_access_token), invitation]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${issuer}/oauth/userinfo`, { headers })).status).toBe(401);
      expect((await introspect(issuer, token)).body).toEqual({ active: false });
      const client_id = String(app.body.client_id);
      const tries = [
        { grant_type: 'refresh_token', refresh_token: token, client_id },
        { grant_type: 'authorization_code', code: token, redirect_uri: 'https://app.example/cb', client_id },
        { grant_type: 'client_credentials', client_id, client_secret: token },
      ];
      for (const fields of tries)
        expect((await postForm(`${server.issuer}/free/oauth/token`, fields)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await register(LEAST, 'free', String(app.body.registration_access_token))).status).toBe(401);
  });

  test('of 8 PUTs at once all may count, one after the other; one token is left', async () => {
    const app = await register();

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_none, place) =>
        manage('PUT', app, { body: { ...LEAST, client_name: `Name ${String(place)}` } }),
      ),
    );

    expect(answers.filter(({ status }) => ![200, 503].includes(status))).toEqual([]);
    const winners = answers.filter(({ status }) => status === 200);
    const reads = await Promise.all(winners.map((answer) => manage('GET', answer)));
    const left = reads.filter(({ status }) => status === 200);
    expect(left).toHaveLength(1);
    expect(winners.map(({ body }) => body.client_name)).toContain(left[0]?.body.client_name);
  });

  describe('R-05, F-03: an app that a PUT never answered', () => {
    test('repeats it with the token of before, which counts until the new one is used', async () => {
      const app = await register();
      const lost = await manage('PUT', app, { body: { ...LEAST, client_name: 'Lost' } });

      const again = await manage('PUT', app, { body: { ...LEAST, client_name: 'Again' } });

      expect(again).toMatchObject({ status: 200, body: { client_name: 'Again' } });
      expect((await manage('GET', lost)).status).toBe(401);
      expect((await manage('GET', app)).status).toBe(200);
      expect((await manage('GET', again)).status).toBe(200);
      for (const method of ['GET', 'DELETE']) expect((await manage(method, app)).status).toBe(401);
    });

    test('gets another secret for the one it never saw, which ends', async () => {
      const app = await register();
      await rowsOf(
        server.databaseUrl,
        `update oauth2_client_secret set expiration = gatehouse_now() + interval '29 days'
          where client_pid = (select pid from oauth2_client where client_id = $1)`,
        [app.body.client_id],
      );

      const lost = await manage('PUT', app, { body: LEAST });
      const again = await manage('PUT', app, { body: LEAST });

      const secrets = [app, lost, again].map(({ body }) => String(body.client_secret));
      expect(new Set(secrets).size).toBe(3);
      const statuses = [];
      for (const secret of secrets) {
        const credentials = basic(String(app.body.client_id), secret);
        statuses.push((await postForm(`${server.issuer}/free/oauth/revoke`, { token: 'x' }, credentials)).status);
      }
      expect(statuses).toEqual([200, 401, 200]);
      expect((await manage('PUT', again, { body: LEAST })).body).not.toHaveProperty('client_secret');
    });
  });

  test.each([
    { name: 'no token', change: { token: '' } },
    { name: 'a token nobody made', change: { token: 'ghm_guess' } },
  ])('$name: 401 for every method, whether there is such a client or not', async ({ change }) => {
    const app = await register();
    const nobody = { ...app, body: { ...app.body, registration_client_uri: `${at('free')}/nobody` } };
    const seeded = { ...app, body: { ...app.body, registration_client_uri: `${at('guarded')}/admin` } };

    const answers = await Promise.all(
      [app, nobody, seeded].flatMap((which) =>
        ['GET', 'PUT', 'DELETE'].map((method) =>
          manage(method, which, { ...change, ...(method === 'PUT' && { body: LEAST }) }),
        ),
      ),
    );

    expect(new Set(answers.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect((await manage('GET', app)).status).toBe(200);
  });

  test("another client's token, an access token and an initial access token open nothing", async () => {
    const [app, other] = [await register(), await register()];
    const { access_token } = await tokensOf(app, { scope: 'openid' });
    const invitation = await makeInvitation(server, {}, 'free');

    for (const token of [String(other.body.registration_access_token), access_token, invitation])
      expect((await manage('DELETE', app, { token })).status).toBe(401);
  });

  test('V-101: the client is found at its address alone, however that is written', async () => {
    const app = await register();
    const uri = String(app.body.registration_client_uri);
    const id = String(app.body.client_id);
    const variants = [
      `${uri}/`,
      `${uri};a=b`,
      `${uri}%00`,
      `${uri}.json`,
      `${uri}%2f`,
      uri.replace(id, `/${id}`),
      uri.replace(id, id.toUpperCase()),
    ];

    for (const address of variants) {
      const { status } = await callRegistration(address, {
        method: 'DELETE',
        token: String(app.body.registration_access_token),
      });
      expect({ address, ok: [400, 401, 404].includes(status) }).toEqual({ address, ok: true });
    }
    expect((await manage('GET', app)).status).toBe(200);
  });

  test('DELETE: 204, and nothing the client had counts any more', async () => {
    const app = await register({ ...LEAST, grant_types: ['authorization_code', 'refresh_token'] });
    const { access_token, refresh_token } = await tokensOf(app);

    const answer = await manage('DELETE', app);

    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await manage('GET', app)).status).toBe(401);
    const issuer = `${server.issuer}/free`;
    const header = { headers: { authorization: `Bearer ${access_token}` } };
    expect((await fetch(`${issuer}/oauth/userinfo`, header)).status).toBe(401);
    const credentials = basic(String(app.body.client_id), String(app.body.client_secret));
    const refreshed = await postForm(
      `${issuer}/oauth/token`,
      { grant_type: 'refresh_token', refresh_token },
      credentials,
    );
    expect(await refreshed.json()).toMatchObject({ error: 'invalid_client' });
    const [row] = await rowsOf(
      server.databaseUrl,
      `select outcome, detail from audit_event where kind = 'CLIENT_CHANGE' and client_id = $1 order by at desc, sequence desc limit 1`,
      [app.body.client_id],
    );
    expect(row).toMatchObject({ outcome: 'success', detail: { change: 'archived', actor: app.body.client_id } });
  });

  test('an app that an administrator disabled cannot manage itself', async () => {
    const app = await register();
    await rowsOf(server.databaseUrl, 'update oauth2_client set enabled = false where client_id = $1', [
      app.body.client_id,
    ]);

    for (const method of ['GET', 'DELETE']) expect((await manage(method, app)).status).toBe(401);
  });
});

describe('openid-client registers by itself', () => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
  const execute = [client.allowInsecureRequests];
  const flow = async (config: client.Configuration): Promise<client.TokenEndpointResponse> => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: 'https://app.example/cb',
      scope: 'openid patient/*.rs',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    return client.authorizationCodeGrant(config, await new Person().authorize(url.href, amelia), { pkceCodeVerifier });
  };

  test('without a token, as a public app', async () => {
    const metadata = { redirect_uris: ['https://app.example/cb'], token_endpoint_auth_method: 'none' };

    const config = await client.dynamicClientRegistration(new URL(`${server.issuer}/free`), metadata, client.None(), {
      execute,
    });

    expect(config.clientMetadata()).not.toHaveProperty('client_secret');
    expect((await flow(config)).id_token).toBeDefined();
  });

  test('with an initial access token, as a confidential app; what it got is told by introspection', async () => {
    const initialAccessToken = await makeInvitation(server);
    const metadata = {
      redirect_uris: ['https://app.example/cb'],
      client_name: 'Library',
      token_endpoint_auth_method: 'client_secret_post',
    };

    const config = await client.dynamicClientRegistration(new URL(`${server.issuer}/guarded`), metadata, undefined, {
      initialAccessToken,
      execute,
    });

    const { access_token } = await flow(config);
    expect((await introspect(`${server.issuer}/guarded`, access_token)).body).toMatchObject({
      active: true,
      client_id: config.clientMetadata().client_id,
    });
  });
});
