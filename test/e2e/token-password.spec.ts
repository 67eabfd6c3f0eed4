import { decodeJwt } from 'jose';
import { basic, postForm } from '../support/app.js';
import { answered, introspect, refresh, userinfo, type Answer } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, carla } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const [publicApp] = testClients;
const webApp = testClients.find(({ clientId }) => clientId === 'web-app')!;
const passwordOnly = { ...publicApp, allowedGrantTypes: ['PASSWORD'] };
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'old-app', allowedGrantTypes: ['PASSWORD', 'REFRESH_TOKEN'] },
  { ...passwordOnly, clientId: 'without-refresh' },
  { ...passwordOnly, clientId: 'visits', scopes: ['openid', 'launch/patient', 'launch/encounter', 'patient/*.rs'] },
  { ...webApp, clientId: 'old-web-app', allowedGrantTypes: ['PASSWORD', 'REFRESH_TOKEN'] },
];

const FHIR = 'https://fhir.example/r4';
/** Works with two patients by default. */
const dora = {
  ...carla,
  ...{ username: 'dora', email: 'dora@example.org' },
  defaultLaunchContexts: ['1', '2'].map((resourceId) => ({ contextType: 'patient', resourceId })),
};
type Fields = Readonly<Record<string, string>>;

describe('POST /oauth/token with a password', () => {
  let server: TestServer;
  /** Does not offer the grant. */
  let ward: string;
  beforeAll(async () => {
    server = await startTestServer({
      clients,
      users: [amelia, carla, dora],
      properties: [
        'module.smart_auth.config.password_grant.enabled=true',
        `module.smart_auth.config.allowed_audience_list=${FHIR},https://fhir.example/r5`,
        ...wardModule,
      ],
    });
    ward = `${server.issuer}/ward`;
  });
  afterAll(() => server.stop());

  const withPassword: Fields = { grant_type: 'password', username: 'amelia', password: amelia.password };
  const post = (fields: Fields, headers: Fields = {}, issuer = server.issuer): Promise<Answer> =>
    answered(postForm(`${issuer}/oauth/token`, fields, headers));
  const ask = (fields: Fields = {}): Promise<Answer> =>
    post({ ...withPassword, client_id: 'old-app', scope: 'openid patient/*.rs', ...fields });

  describe('STD RFC6749-11, X18, B-16: off unless the module offers it and the client lists it', () => {
    test('a module that does not offer it answers unsupported_grant_type, whoever asks', async () => {
      const answer = await post({ ...withPassword, client_id: 'old-app' }, {}, ward);

      expect([answer.status, answer.body.error]).toEqual([400, 'unsupported_grant_type']);
      expect(answer.body.error_description).toBe(
        'Supported values of grant_type: authorization_code, refresh_token, client_credentials.',
      );
    });

    test.each(['openid-configuration', 'oauth-authorization-server', 'smart-configuration'])(
      'B-19: %s names it only where it is offered',
      async (name) => {
        const grants = async (issuer: string): Promise<unknown> =>
          (await answered(fetch(`${issuer}/.well-known/${name}`))).body.grant_types_supported;

        expect(await grants(server.issuer)).toContain('password');
        expect(await grants(ward)).not.toContain('password');
      },
    );

    test.each([
      { name: 'a public client', fields: { client_id: 'public-app' }, headers: {} },
      { name: 'a confidential client', fields: {}, headers: basic('web-app', SECRET) },
      { name: 'a backend service', fields: {}, headers: basic('backend', SECRET) },
    ])('$name that does not list PASSWORD gets unauthorized_client', async ({ fields, headers }) => {
      const answer = await post({ ...withPassword, ...fields }, headers);

      expect([answer.status, answer.body.error]).toEqual([400, 'unauthorized_client']);
    });

    test('a client that lists only PASSWORD gets no code', async () => {
      const query = new URLSearchParams({ response_type: 'code', client_id: 'old-app', redirect_uri: REDIRECT_URI });
      const answer = await fetch(`${server.issuer}/oauth/authorize?${query.toString()}`, { redirect: 'manual' });

      expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe('unauthorized_client');
    });
  });

  describe('what is refused', () => {
    test.each([
      { name: 'no password', fields: { password: '' }, error: 'invalid_request' },
      { name: 'no user name', fields: { username: '' }, error: 'invalid_request' },
      { name: 'a wrong password', fields: { password: 'wrong' }, error: 'invalid_grant' },
      { name: 'a scope outside the list alone', fields: { scope: 'system/*.cruds' }, error: 'invalid_scope' },
      { name: 'a malformed scope', fields: { scope: 'openid\\' }, error: 'invalid_scope' },
      { name: 'a foreign resource', fields: { resource: 'https://evil.test/fhir' }, error: 'invalid_target' },
      { name: 'a foreign aud', fields: { aud: 'https://evil.test/fhir' }, error: 'invalid_request' },
    ])('$name: $error', async ({ fields, error }) => {
      const answer = await ask(fields);

      expect([answer.status, answer.body.error]).toEqual([400, error]);
      expect(answer.body).not.toHaveProperty('access_token');
    });

    test('V-07: a repeated password', async () => {
      const body = `${new URLSearchParams({ ...withPassword, client_id: 'old-app' }).toString()}&password=other`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };

      const answer = await answered(fetch(`${server.issuer}/oauth/token`, { method: 'POST', body, headers }));

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    });

    test.each([
      { name: 'without its secret', fields: { client_id: 'old-web-app' }, headers: {}, status: 400 },
      { name: 'with a wrong secret', fields: {}, headers: basic('old-web-app', 'wrong'), status: 401 },
    ])('S-01: a confidential client $name is refused before the password counts', async (call) => {
      const answer = await post({ ...withPassword, password: 'wrong', ...call.fields }, call.headers);

      expect([answer.status, answer.body.error]).toEqual([call.status, 'invalid_client']);
      const { rows } = await signIns('old-web-app');
      expect(rows).toEqual([]);
    });

    test('STD L2: patient scopes for a person without a patient', async () => {
      const asked = { username: 'carla', password: carla.password };
      const [onlyPatient, mixed] = [
        await ask({ ...asked, scope: 'launch/patient patient/*.rs openid' }),
        await ask({ ...asked, scope: 'patient/*.rs user/*.rs' }),
      ];

      expect([onlyPatient.status, onlyPatient.body.error]).toEqual([400, 'invalid_scope']);
      expect(onlyPatient.body.error_description).toMatch(/exactly one default launch context/);
      expect([mixed.status, mixed.body.scope]).toEqual([200, 'user/*.rs']);
    });
  });

  test('STD L2: of several patients none is taken, and nobody is told that there is none', async () => {
    const asked = { username: 'dora', password: dora.password };
    const { status, body } = await ask({ ...asked, scope: 'patient/*.rs' });
    const mixed = await ask({ ...asked, scope: 'patient/*.rs user/*.rs' });

    expect([status, body.error]).toEqual([400, 'invalid_scope']);
    expect(body.error_description).toMatch(/must have exactly one by default/);
    expect([mixed.body.scope, mixed.body.patient]).toEqual(['user/*.rs', undefined]);
  });

  describe('what is granted', () => {
    test('STD X6, T2, T3: tokens with scope, lifetime and the patient the person has by default', async () => {
      const { status, headers, body } = await ask();
      const claims = decodeJwt(body.access_token as string);
      const idToken = decodeJwt(body.id_token as string);

      expect([status, headers.get('cache-control'), headers.get('pragma')]).toEqual([200, 'no-store', 'no-cache']);
      expect(body).toEqual({
        access_token: expect.any(String) as string,
        id_token: expect.any(String) as string,
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'openid patient/*.rs',
        patient: '123',
      });
      expect(claims).toMatchObject({ sub: 'amelia', client_id: 'old-app', amr: ['pwd'], scope: 'openid patient/*.rs' });
      expect(claims.aud).toEqual([FHIR, 'https://fhir.example/r5']);
      expect(claims).not.toHaveProperty('sid');
      expect(idToken).toMatchObject({ sub: 'amelia', aud: 'old-app', at_hash: expect.any(String) as string });
    });

    test('STD L3: no launch scope for what the person does not work with by default', async () => {
      const { body } = await ask({ client_id: 'visits', scope: 'openid launch/patient launch/encounter patient/*.rs' });

      expect(body).toMatchObject({ patient: '123', scope: 'openid launch/patient patient/*.rs' });
    });

    test('B-14: the one FHIR server that is named; old apps, which know no aud, may leave it out', async () => {
      const { body } = await ask({ resource: 'https://fhir.example/r5/' });

      expect(decodeJwt(body.access_token as string).aud).toBe('https://fhir.example/r5');
    });

    test('a confidential client authenticates as everywhere', async () => {
      const { status, body } = await post(withPassword, basic('old-web-app', SECRET));

      expect([status, decodeJwt(body.access_token as string).client_id]).toEqual([200, 'old-web-app']);
    });

    test.each([
      { name: 'offline_access: one', clientId: 'old-app', scope: 'openid offline_access', refreshes: true },
      { name: 'nothing: none', clientId: 'old-app', scope: 'openid', refreshes: false },
      {
        name: 'a client without REFRESH_TOKEN: none',
        clientId: 'without-refresh',
        scope: 'openid offline_access',
        granted: 'openid',
        refreshes: false,
      },
    ])('STD F1: a refresh token for $name', async ({ clientId, scope, granted = scope, refreshes }) => {
      const { body } = await ask({ client_id: clientId, scope });

      expect([body.scope, 'refresh_token' in body]).toEqual([granted, refreshes]);
    });

    test('STD F5: online_access is not granted, for no browser session stands behind it', async () => {
      const { body } = await ask({ scope: 'openid online_access' });

      expect(body.scope).toBe('openid');
      expect(body).not.toHaveProperty('refresh_token');
    });

    test('STD F4: the refresh token works, rotates, and dies with its family', async () => {
      const { body: first } = await ask({ scope: 'openid patient/*.rs offline_access' });
      const second = await refresh(server.issuer, first.refresh_token as string, { client_id: 'old-app' });
      const third = await refresh(server.issuer, second.body.refresh_token as string, { client_id: 'old-app' });
      const reused = await refresh(server.issuer, first.refresh_token as string, { client_id: 'old-app' });

      expect([second.status, third.status, reused.body.error]).toEqual([200, 200, 'invalid_grant']);
      expect((await userinfo(server.issuer, third.body.access_token as string)).status).toBe(401);
    });

    test('STD RFC7662-3, IN3: introspection and userinfo know the person and the patient', async () => {
      const { body } = await ask({ scope: 'openid patient/*.rs' });
      const token = body.access_token as string;

      expect((await introspect(server.issuer, token)).body).toMatchObject({
        active: true,
        username: 'amelia',
        patient: '123',
      });
      expect((await userinfo(server.issuer, token)).body).toMatchObject({ sub: 'amelia' });
    });

    test('RFC7009-1: the access token can be revoked', async () => {
      const token = (await ask()).body.access_token as string;

      await postForm(`${server.issuer}/oauth/revoke`, { token, client_id: 'old-app' });

      expect((await introspect(server.issuer, token)).body).toEqual({ active: false });
    });
  });

  test('ruling 54: sign-in, token and refusal are in the audit log, tied together, without the password', async () => {
    const granted = decodeJwt((await ask()).body.access_token as string);
    await ask({ password: 'not my password' });
    const { rows } = await signIns('old-app');
    const [success, failure] = rows.slice(-2);
    const events = await rowsOf<{ kind: string; detail: { grantType?: string } }>(
      server.databaseUrl,
      'select kind, detail from audit_event where flow_id = (select flow_id from audit_event where jti = $1) order by at, sequence',
      [granted.jti],
    );

    expect(success).toMatchObject({ username: 'amelia', user_pid: expect.any(String) as string });
    expect(failure).toMatchObject({ outcome: 'failure', username: 'amelia', error_code: 'wrong-password' });
    expect(events.map(({ kind, detail }) => [kind, detail.grantType])).toEqual([
      ['SIGN_IN', 'password'],
      ['TOKEN', 'password'],
    ]);
    await ask({ username: 'My-Secret-7!' });
    const masked = await rowsOf<{ username: string }>(
      server.databaseUrl,
      `select username from audit_event where kind in ('SIGN_IN', 'TOKEN_REFUSAL') order by sequence desc limit 2`,
    );
    expect(new Set(masked.map(({ username }) => username))).toEqual(
      new Set([expect.stringMatching(/^unknown:[0-9a-f]{12}$/)]),
    );
    expect(JSON.stringify([rows, events])).not.toMatch(/correct horse|not my password/);
  });

  test('V-55: no session and no cookie comes of it, and all that is known afterwards is the network', async () => {
    const answers = [await ask(), await ask()];

    const people = `select 1 from known_device group by user_pid having count(*) > 1`;
    expect(await rowsOf(server.databaseUrl, `select 1 from browser_session union all ${people}`)).toEqual([]);
    expect(answers.map(({ status, headers }) => [status, headers.get('set-cookie')])).toEqual([
      [200, null],
      [200, null],
    ]);
  });

  async function signIns(clientId: string) {
    const rows = await rowsOf<Record<string, unknown>>(
      server.databaseUrl,
      `select outcome, username, user_pid, error_code, flow_id, detail from audit_event
        where kind = 'SIGN_IN' and client_id = $1 order by at, sequence`,
      [clientId],
    );
    return { rows };
  }
});
