import { decodeJwt, decodeProtectedHeader } from 'jose';
import { basic, newPkce, obtainCode, obtainTokens, postForm, redemption } from '../support/app.js';
import { answered } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { SECRET } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

describe('POST /oauth/token with an authorization code', () => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startTestServer();
    token = `${server.issuer}/oauth/token`;
  });
  afterAll(() => server.stop());
  afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

  const errorOf = async (response: Response): Promise<unknown> => ((await response.json()) as { error: unknown }).error;

  test.each([
    { name: 'no grant_type', fields: { client_id: 'public-app' }, error: 'invalid_request' },
    {
      name: 'STD I24: an unknown grant_type',
      fields: { grant_type: 'telepathy', client_id: 'public-app' },
      error: 'unsupported_grant_type',
    },
    {
      name: 'no code',
      fields: { grant_type: 'authorization_code', client_id: 'public-app' },
      error: 'invalid_request',
    },
    {
      name: 'STD G4: a code that is none',
      fields: {
        grant_type: 'authorization_code',
        client_id: 'public-app',
        code: 'BAD_CODE',
        code_verifier: newPkce().verifier,
      },
      error: 'invalid_grant',
    },
    {
      name: 'STD G4: an unknown client',
      fields: { grant_type: 'authorization_code', client_id: 'BAD_CLIENT_ID', code: 'x' },
      error: 'invalid_client',
    },
    { name: 'no client at all', fields: { grant_type: 'authorization_code', code: 'x' }, error: 'invalid_client' },
    {
      name: 'a grant the client does not list',
      fields: { grant_type: 'client_credentials', client_id: 'public-app' },
      error: 'unauthorized_client',
    },
  ])('refuses $name with $error', async ({ fields, error }) => {
    const response = await postForm(token, fields);

    expect([response.status, await errorOf(response)]).toEqual([400, error]);
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  test.each([
    { name: 'missing', verifier: undefined },
    { name: 'blank', verifier: '' },
    { name: 'wrong', verifier: newPkce().verifier },
    { name: 'the challenge itself (V-26)', verifier: 'challenge' },
    { name: 'too short', verifier: 'abc' },
    { name: 'too long', verifier: 'a'.repeat(129) },
  ])('STD T1, G5, RFC7636-3: refuses a code_verifier that is $name', async ({ verifier }) => {
    const issued = await obtainCode(server.issuer);
    const { code_verifier: _right, ...fields } = redemption(issued);
    const presented = verifier === 'challenge' ? issued.pkce.challenge : verifier;

    const response = await postForm(token, { ...fields, ...(presented !== undefined && { code_verifier: presented }) });

    expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_grant']);
  });

  test('STD RFC7636-4, V-25: refuses a verifier where no challenge was sent', async () => {
    const lax = await startTestServer({ properties: ['module.smart_auth.config.pkce.required=false'] });
    const issued = await obtainCode(lax.issuer, {
      client_id: 'web-app',
      code_challenge: undefined,
      code_challenge_method: undefined,
    });
    const { client_id: _public, ...fields } = redemption(issued);

    const downgraded = await postForm(`${lax.issuer}/oauth/token`, fields, basic('web-app', SECRET));
    const { code_verifier: _verifier, ...plain } = fields;
    const honest = await postForm(`${lax.issuer}/oauth/token`, plain, basic('web-app', SECRET));
    await lax.stop();

    expect(downgraded.status).toBe(400);
    expect(honest.status).toBe(200);
  });

  test.each([
    { seconds: 59, status: 200 },
    { seconds: 61, status: 400 },
  ])('A-03: $seconds s after its issue a code gives $status', async ({ seconds, status }) => {
    const issued = await obtainCode(server.issuer);

    await moveDatabaseClock(server.databaseUrl, seconds);

    expect((await postForm(token, redemption(issued))).status).toBe(status);
  });

  test('V-23: another client cannot redeem a code, and does not spoil it', async () => {
    const issued = await obtainCode(server.issuer);

    const stolen = await postForm(token, redemption(issued, { client_id: 'other-public-app' }));
    const owner = await postForm(token, redemption(issued));

    expect([stolen.status, owner.status]).toEqual([400, 200]);
  });

  test('STD F5, OLOG-3: after sign-out a code gives nothing for online_access, and is spent; offline_access goes on', async () => {
    const person = new Person();
    const online = await obtainCode(server.issuer, { scope: 'openid patient/*.rs online_access' }, person);
    const offline = await obtainCode(server.issuer, { scope: 'openid patient/*.rs offline_access' }, person);
    const plain = await obtainCode(server.issuer, { scope: 'openid patient/*.rs' }, person);

    await person.open(`${server.issuer}/logout`);
    const refused = await answered(postForm(token, redemption(online)));
    const again = await answered(postForm(token, redemption(online)));
    const kept = await Promise.all([offline, plain].map((issued) => postForm(token, redemption(issued))));

    expect([refused.status, refused.body]).toEqual([
      400,
      { error: 'invalid_grant', error_description: expect.stringContaining('online_access ends with it') as unknown },
    ]);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect(again.body.error_description).toContain('spent');
    expect(kept.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('STD RFC6749-5, OM17, R-04: a code used twice revokes what it gave', async () => {
    const issued = await obtainCode(server.issuer, { scope: 'openid patient/*.rs offline_access' });
    const first = (await (await postForm(token, redemption(issued))).json()) as {
      access_token: string;
      refresh_token: string;
    };

    const second = await postForm(token, redemption(issued));
    const refresh = await postForm(token, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
      client_id: 'public-app',
    });
    const userinfo = await fetch(`${server.issuer}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${first.access_token}` },
    });

    expect([second.status, refresh.status, userinfo.status]).toEqual([400, 400, 401]);
  });

  test('R-04: a leaked code alone, without its verifier, revokes nothing', async () => {
    const issued = await obtainCode(server.issuer, { scope: 'openid patient/*.rs' });
    const first = (await (await postForm(token, redemption(issued))).json()) as { access_token: string };

    await postForm(token, redemption(issued, { code_verifier: newPkce().verifier }));
    const userinfo = await fetch(`${server.issuer}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${first.access_token}` },
    });

    expect(userinfo.status).toBe(200);
  });

  test('STD T2, T3, I9, I10: the answer has numeric expires_in, scope and no-store', async () => {
    const issued = await obtainCode(server.issuer, { scope: 'openid launch/patient patient/*.rs' });

    const response = await postForm(token, redemption(issued));

    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect([response.headers.get('cache-control'), response.headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
    expect(await response.json()).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'openid launch/patient patient/*.rs',
      patient: '123',
    });
  });

  test('STD F1: no refresh token without online_access or offline_access', async () => {
    const tokens = await obtainTokens(server.issuer, { scope: 'openid patient/*.rs' });

    expect(tokens).not.toHaveProperty('refresh_token');
  });

  test('STD RFC9068-1, RFC9068-2: the access token is an at+jwt for the FHIR server', async () => {
    const { access_token } = await obtainTokens(server.issuer, { aud: 'https://fhir.example/r4' });
    const claims = decodeJwt(access_token);

    expect(decodeProtectedHeader(access_token)).toMatchObject({
      typ: 'at+jwt',
      alg: 'RS256',
      kid: expect.any(String) as string,
    });
    expect(claims).toMatchObject({
      iss: server.issuer,
      sub: 'amelia',
      aud: 'https://fhir.example/r4',
      client_id: 'public-app',
      scope: 'openid patient/*.rs',
      smile_cdr_module_id: 'smart_auth',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
    expect(claims).toMatchObject({ jti: expect.any(String) as string, auth_time: expect.any(Number) as number });
  });

  test('STD OID-6, U2, I18: the id_token names person, app, nonce, sign-in time and the access token', async () => {
    const { id_token } = await obtainTokens(server.issuer, {
      scope: 'openid fhirUser profile email',
      nonce: 'n-0S6_WzA2Mj',
    });

    expect(decodeJwt(id_token)).toMatchObject({
      iss: server.issuer,
      sub: 'amelia',
      aud: 'public-app',
      nonce: 'n-0S6_WzA2Mj',
      auth_time: expect.any(Number) as number,
      at_hash: expect.any(String) as string,
      sid: expect.any(String) as string,
      fhirUser: 'https://fhir.example/Patient/123',
      given_name: 'Amelia',
      family_name: 'Marsh',
      email: 'amelia@example.org',
    });
  });

  test('STD U1: no id_token without openid', async () => {
    expect(await obtainTokens(server.issuer, { scope: 'patient/*.rs' })).not.toHaveProperty('id_token');
  });
});
