import { createHash } from 'node:crypto';
import * as client from 'openid-client';
import { authorizeUrl, newPkce } from '../support/app.js';
import { cryptoKeyOf, keySetOf, newClientKey, type ClientKey } from '../support/client-keys.js';
import { awkwardClient, awkwardDefinition } from '../support/library-clients.js';
import { hiddenFields, Person } from '../support/person.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const rsa = newClientKey('RS384', 'rsa');
const ec = newClientKey('ES384', 'ec');
/** The web app and the backend service with a key in place of the secret. */
const keyApps = ['web-app', 'backend'].map((clientId) => ({
  ...testClients.find((definition) => definition.clientId === clientId),
  clientId: `key-${clientId}`,
  clientSecrets: [],
  tokenEndpointAuthMethod: 'private_key_jwt',
  publicJwks: keySetOf(rsa, ec),
}));

/** The library's own private_key_jwt, which puts the issuer into `aud`. */
async function privateKeyJwt(key: ClientKey): Promise<client.ClientAuth> {
  return client.PrivateKeyJwt({ key: await cryptoKeyOf(key), kid: key.kid });
}

const SCOPE = 'openid fhirUser profile email launch/patient patient/*.rs offline_access';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clients: [...testClients, ...keyApps, awkwardDefinition], properties: wardModule });
});

afterAll(() => server.stop());

/** Discovery, and every ID token's signature checked from then on. */
function discover(
  clientId: string,
  authentication: client.ClientAuth,
  { algorithm = 'oidc', path = '' }: { algorithm?: 'oidc' | 'oauth2'; path?: string } = {},
): Promise<client.Configuration> {
  return client.discovery(new URL(server.issuer + path), clientId, undefined, authentication, {
    algorithm,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
}

const publicApp = (): Promise<client.Configuration> => discover('public-app', client.None());
const webApp = (): Promise<client.Configuration> => discover('web-app', client.ClientSecretBasic(SECRET));

interface Authorized {
  readonly callback: URL;
  readonly checks: client.AuthorizationCodeGrantChecks;
}

/** A request with fresh state, nonce and PKCE, and what the answer has to fit. */
async function newRequest(config: client.Configuration, parameters: Record<string, string> = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const checks = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { url, checks };
}

async function authorize(
  config: client.Configuration,
  parameters: Record<string, string> = {},
  person = new Person(),
): Promise<Authorized> {
  const { url, checks } = await newRequest(config, parameters);
  return { callback: await person.authorize(url.href, amelia), checks };
}

async function tokensFor(config: client.Configuration, parameters: Record<string, string> = {}, person = new Person()) {
  const { callback, checks } = await authorize(config, parameters, person);
  return client.authorizationCodeGrant(config, callback, checks);
}

describe('openid-client: discovery', () => {
  test.each([
    { name: 'OpenID Connect Discovery 1.0', algorithm: 'oidc', path: '' },
    { name: 'RFC 8414', algorithm: 'oauth2', path: '' },
    { name: 'OpenID Connect Discovery 1.0, issuer with a path', algorithm: 'oidc', path: '/ward' },
    { name: 'RFC 8414 §3.1, issuer with a path', algorithm: 'oauth2', path: '/ward' },
  ] as const)('$name', async ({ algorithm, path }) => {
    const config = await discover('public-app', client.None(), { algorithm, path });
    const metadata = config.serverMetadata();

    expect(metadata.issuer).toBe(server.issuer + path);
    expect(metadata.token_endpoint).toBe(`${server.issuer}${path}/oauth/token`);
    expect(metadata.supportsPKCE()).toBe(true);
  });
});

describe('openid-client: code and PKCE', () => {
  test.each([
    { name: 'a public client', clientId: 'public-app', authentication: client.None() },
    { name: 'client_secret_basic', clientId: 'web-app', authentication: client.ClientSecretBasic(SECRET) },
    { name: 'client_secret_post', clientId: 'web-app', authentication: client.ClientSecretPost(SECRET) },
  ])('STD I8, I9, OM1, OM2: $name gets tokens', async ({ clientId, authentication }) => {
    const tokens = await tokensFor(await discover(clientId, authentication));

    expect(tokens).toMatchObject({ token_type: 'bearer', scope: SCOPE, expires_in: 300, patient: '123' });
    expect(tokens.refresh_token).toMatch(/^ghr_/);
    expect(tokens.claims()).toMatchObject({ iss: server.issuer, aud: clientId, sub: expect.any(String) });
  });

  test.each([
    { name: 'RS384', key: rsa },
    { name: 'ES384', key: ec },
  ])(
    'STD I8, K2, OM29, G11: private_key_jwt with $name gets tokens, refreshes, introspects and revokes',
    async ({ key }) => {
      const config = await discover('key-web-app', await privateKeyJwt(key));
      const tokens = await tokensFor(config);
      const refreshed = await client.refreshTokenGrant(config, String(tokens.refresh_token));

      expect(tokens.claims()).toMatchObject({ iss: server.issuer, aud: 'key-web-app' });
      expect(await client.tokenIntrospection(config, refreshed.access_token)).toMatchObject({ active: true });
      await client.tokenRevocation(config, String(refreshed.refresh_token));
      expect(await client.tokenIntrospection(config, refreshed.access_token)).toEqual({ active: false });
    },
  );

  test.each([
    { name: 'client_secret_basic', authentication: client.ClientSecretBasic(awkwardClient.secret) },
    { name: 'client_secret_post', authentication: client.ClientSecretPost(awkwardClient.secret) },
  ])('STD X15: an id and a secret that need form encoding, by $name', async ({ authentication }) => {
    const config = await discover(awkwardClient.clientId, authentication);

    expect((await tokensFor(config, { scope: 'openid' })).claims()?.aud).toBe(awkwardClient.clientId);
    expect(await client.clientCredentialsGrant(config)).toHaveProperty('access_token');
  });

  test('STD OID-4, OID-5, OID-6, OA7: the ID token has nonce, auth_time, at_hash and the fhirUser', async () => {
    const config = await publicApp();
    const { callback, checks } = await authorize(config, { max_age: '300' });
    const tokens = await client.authorizationCodeGrant(config, callback, { ...checks, maxAge: 300 });
    const digest = createHash('sha256').update(tokens.access_token).digest();

    expect(tokens.claims()).toMatchObject({
      nonce: checks.expectedNonce,
      at_hash: digest.subarray(0, digest.length / 2).toString('base64url'),
      auth_time: expect.any(Number),
      fhirUser: amelia.fhirUserUrl,
      family_name: amelia.familyName,
      email: amelia.email,
    });
  });

  test('STD OID-4: max_age=0 asks a signed-in person for the password again, max_age=3600 does not', async () => {
    const config = await publicApp();
    const person = new Person();
    const first = await tokensFor(config, {}, person);
    const patient = await person.open((await newRequest(config, { max_age: '3600' })).url.href);
    const impatient = await newRequest(config, { max_age: '0' });
    const asked = await person.open(impatient.url.href);
    const callback = await person.authorize(impatient.url.href, amelia);
    const second = await client.authorizationCodeGrant(config, callback, { ...impatient.checks, maxAge: 0 });

    expect(patient.text).not.toContain('name="password"');
    expect(asked.text).toContain('name="password"');
    expect(second.claims()?.auth_time).toBeGreaterThanOrEqual(first.claims()?.auth_time ?? Infinity);
  });

  test('form_post: the answer comes as a form that the app can read', async () => {
    const config = await webApp();
    const person = new Person();
    await authorize(config, {}, person);
    const { url, checks } = await newRequest(config, { response_mode: 'form_post' });
    const approval = await person.open(url.href);
    const page = await person.approve(approval);
    const answer = new Request(REDIRECT_URI, { method: 'POST', body: new URLSearchParams(hiddenFields(page)) });
    const tokens = await client.authorizationCodeGrant(config, answer, checks);

    expect(page.text).toContain(`action="${REDIRECT_URI}"`);
    expect(tokens.claims()?.aud).toBe('web-app');
  });

  test.each([
    { name: 'missing', change: (url: URL) => url.searchParams.delete('iss') },
    { name: 'of another server', change: (url: URL) => url.searchParams.set('iss', 'https://evil.example') },
  ])(
    'STD RFC9207-1: the library refuses an answer whose iss is $name, because ours always has it',
    async ({ change }) => {
      const config = await publicApp();
      const { callback, checks } = await authorize(config);
      const iss = callback.searchParams.get('iss');
      const spoiled = new URL(callback);
      change(spoiled);

      expect(iss).toBe(server.issuer);
      await expect(client.authorizationCodeGrant(config, spoiled, checks)).rejects.toMatchObject({
        cause: { message: expect.stringContaining('"iss"') },
      });
      await expect(client.authorizationCodeGrant(config, callback, checks)).resolves.toHaveProperty('id_token');
    },
  );
});

describe('openid-client: refusals', () => {
  test('STD RFC6749-5: a code redeemed twice', async () => {
    const config = await publicApp();
    const { callback, checks } = await authorize(config);
    await client.authorizationCodeGrant(config, callback, checks);

    await expect(client.authorizationCodeGrant(config, callback, checks)).rejects.toMatchObject({
      name: 'ResponseBodyError',
      status: 400,
      error: 'invalid_grant',
    });
  });

  test('STD RFC7636-3: a verifier that does not fit', async () => {
    const config = await publicApp();
    const { callback, checks } = await authorize(config);
    const foreign = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };

    await expect(client.authorizationCodeGrant(config, callback, foreign)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('STD X5: a wrong secret by Basic is 401 with a challenge, in the body 400', async () => {
    const byHeader = await discover('backend', client.ClientSecretBasic('wrong'));
    const byBody = await discover('backend', client.ClientSecretPost('wrong'));

    await expect(client.clientCredentialsGrant(byHeader)).rejects.toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 401,
    });
    await expect(client.clientCredentialsGrant(byBody)).rejects.toMatchObject({ status: 400, error: 'invalid_client' });
  });

  test('ruling 5: a person who denies', async () => {
    const config = await publicApp();
    const person = new Person();
    const { url, checks } = await newRequest(config);
    const denied = await person.deny(await person.signIn(await person.open(url.href), amelia));
    const callback = new URL(denied.headers.get('location') ?? '');

    await expect(client.authorizationCodeGrant(config, callback, checks)).rejects.toMatchObject({
      name: 'AuthorizationResponseError',
      error: 'access_denied',
    });
  });

  test('STD OID-3: prompt=none without anybody signed in', async () => {
    const config = await publicApp();
    const { callback, checks } = await authorize(config, { prompt: 'none' });

    await expect(client.authorizationCodeGrant(config, callback, checks)).rejects.toMatchObject({
      error: 'login_required',
    });
  });
});

describe('openid-client: pushed authorization requests', () => {
  test.each([
    { name: 'a public client', clientId: 'public-app', authentication: client.None() },
    { name: 'client_secret_basic', clientId: 'web-app', authentication: client.ClientSecretBasic(SECRET) },
    { name: 'client_secret_post', clientId: 'web-app', authentication: client.ClientSecretPost(SECRET) },
  ])('STD RFC9126-1, FP6: $name pushes its request and gets tokens', async ({ clientId, authentication }) => {
    const config = await discover(clientId, authentication);
    const { url, checks } = await newRequest(config);
    const pushed = await client.buildAuthorizationUrlWithPAR(config, url.searchParams);
    const callback = await new Person().authorize(pushed.href, amelia);
    const tokens = await client.authorizationCodeGrant(config, callback, checks);

    expect([...pushed.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    expect(tokens.claims()).toMatchObject({ aud: clientId, nonce: checks.expectedNonce });
  });

  test('STD RFC9126-1: a refused one is an error of the endpoint', async () => {
    const config = await webApp();
    const { url } = await newRequest(config, { redirect_uri: 'https://evil.test/cb' });

    await expect(client.buildAuthorizationUrlWithPAR(config, url.searchParams)).rejects.toMatchObject({
      status: 400,
      error: 'invalid_request',
    });
  });
});

describe('openid-client: refresh', () => {
  test('R-03, R-04: gives the next tokens, and the old token once more is the end of them all', async () => {
    const config = await webApp();
    const first = await tokensFor(config);
    const second = await client.refreshTokenGrant(config, String(first.refresh_token));
    const third = await client.refreshTokenGrant(config, String(second.refresh_token));

    expect(second).toMatchObject({ scope: SCOPE, expires_in: 300, patient: '123' });
    expect(new Set([first, second, third].map((tokens) => tokens.access_token)).size).toBe(3);
    await expect(client.refreshTokenGrant(config, String(first.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(client.refreshTokenGrant(config, String(third.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('STD OID-11: the ID token of a refresh keeps who signed in, and when', async () => {
    const config = await publicApp();
    const first = await tokensFor(config);
    const second = await client.refreshTokenGrant(config, String(first.refresh_token));
    const before = first.claims();

    expect(second.claims()).toMatchObject({ sub: before?.sub, aud: before?.aud, auth_time: before?.auth_time });
  });

  test('STD X10: takes fewer scopes or the same, not more', async () => {
    const config = await publicApp();
    const { refresh_token: token = '' } = await tokensFor(config, { scope: 'openid patient/*.rs offline_access' });

    await expect(client.refreshTokenGrant(config, token, { scope: 'openid user/*.rs' })).rejects.toMatchObject({
      error: 'invalid_scope',
    });
    const same = await client.refreshTokenGrant(config, token, { scope: 'openid patient/*.rs offline_access' });
    const fewer = await client.refreshTokenGrant(config, String(same.refresh_token), { scope: 'openid' });
    expect([same.scope, fewer.scope]).toEqual(['openid patient/*.rs offline_access', 'openid']);
  });
});

describe('openid-client: tokens of services', () => {
  test.each([
    { name: 'client_secret_basic', authentication: client.ClientSecretBasic(SECRET) },
    { name: 'client_secret_post', authentication: client.ClientSecretPost(SECRET) },
  ])('STD I27, I28: client credentials by $name', async ({ authentication }) => {
    const tokens = await client.clientCredentialsGrant(await discover('backend', authentication), {
      scope: 'system/*.rs',
    });

    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'system/*.rs', expires_in: 300 });
    expect(tokens).not.toHaveProperty('refresh_token');
  });

  test.each([
    { name: 'RS384', key: rsa },
    { name: 'ES384', key: ec },
  ])('STD I27, I28, BS1: client credentials by private_key_jwt with $name', async ({ key }) => {
    const config = await discover('key-backend', await privateKeyJwt(key));
    const tokens = await client.clientCredentialsGrant(config, { scope: 'system/*.rs' });

    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'system/*.rs', expires_in: 300 });
    expect(tokens).not.toHaveProperty('refresh_token');
  });

  test('STD I29, I31, I32, IN1: introspection tells a resource server of a live token, and nothing of a revoked one', async () => {
    const config = await publicApp();
    const asker = await discover('resource-server', client.ClientSecretBasic(SECRET));
    const tokens = await tokensFor(config);
    const live = await client.tokenIntrospection(asker, tokens.access_token);
    await client.tokenRevocation(config, tokens.access_token);
    const dead = await client.tokenIntrospection(asker, tokens.access_token);

    expect(live).toMatchObject({
      active: true,
      client_id: 'public-app',
      scope: SCOPE,
      sub: tokens.claims()?.sub,
      iss: server.issuer,
      patient: '123',
    });
    expect(dead).toEqual({ active: false });
  });

  test('STD RFC7009-3: revoking the refresh token ends the access token as well', async () => {
    const config = await webApp();
    const tokens = await tokensFor(config);
    await client.tokenRevocation(config, String(tokens.refresh_token), { token_type_hint: 'refresh_token' });

    expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
    await expect(client.refreshTokenGrant(config, String(tokens.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('openid-client: the person', () => {
  test('STD OID-8: userinfo says what the scopes allow, about the subject of the ID token', async () => {
    const config = await publicApp();
    const tokens = await tokensFor(config);
    const bare = await tokensFor(config, { scope: 'openid' });
    const subject = String(tokens.claims()?.sub);

    expect(await client.fetchUserInfo(config, tokens.access_token, subject)).toMatchObject({
      sub: subject,
      given_name: amelia.givenName,
      family_name: amelia.familyName,
      email: amelia.email,
    });
    expect(await client.fetchUserInfo(config, bare.access_token, subject)).toEqual({ sub: subject });
  });

  test('STD OLOG-1, STD OLOG-2: RP-initiated logout ends the session and leads back with the state', async () => {
    const config = await webApp();
    const person = new Person();
    const { id_token: hint = '' } = await tokensFor(config, {}, person);
    const url = client.buildEndSessionUrl(config, {
      id_token_hint: hint,
      post_logout_redirect_uri: 'https://app.example/bye',
      state: 'until then',
    });
    const answer = await person.open(url.href);
    const { callback, checks } = await authorize(config, { prompt: 'none' }, person);

    expect(answer.headers.get('location')).toBe('https://app.example/bye?state=until+then');
    await expect(client.authorizationCodeGrant(config, callback, checks)).rejects.toMatchObject({
      error: 'login_required',
    });
  });

  test('ruling 45: logout by a form of the app’s site ends the session, and touches no cookie it was not sent', async () => {
    const config = await webApp();
    const person = new Person();
    const { id_token: hint = '' } = await tokensFor(config, {}, person);
    const form = { id_token_hint: hint, post_logout_redirect_uri: 'https://app.example/bye' };
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' };
    const answer = await new Person().post(`${server.issuer}/logout`, form, headers);
    const { callback } = await authorize(config, { prompt: 'none' }, person);

    expect(answer.headers.get('location')).toBe('https://app.example/bye');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(callback.searchParams.get('error')).toBe('login_required');
  });

  test('STD OLOG-2: leads nowhere that is not registered', async () => {
    const config = await webApp();
    const person = new Person();
    const { id_token: hint = '' } = await tokensFor(config, {}, person);
    const url = client.buildEndSessionUrl(config, {
      id_token_hint: hint,
      post_logout_redirect_uri: 'https://app.example/bye/../evil',
    });
    const answer = await person.open(url.href);
    const stillThere = await person.open(authorizeUrl(server.issuer, { code_challenge: newPkce().challenge }));

    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(stillThere.text).not.toContain('name="password"');
  });
});
