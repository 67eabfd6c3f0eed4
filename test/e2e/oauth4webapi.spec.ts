import * as oauth from 'oauth4webapi';
import { awkwardClient, awkwardDefinition } from '../support/library-clients.js';
import { Person } from '../support/person.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const FHIR = 'https://fhir.example/r4';
const SCOPE = 'openid profile launch/patient patient/*.rs offline_access';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
const insecure = { [oauth.allowInsecureRequests]: true } as const;

const publicApp: oauth.Client = { client_id: 'public-app' };
const webApp: oauth.Client = { client_id: 'web-app' };
const resourceServer: oauth.Client = { client_id: 'resource-server' };
const byBasic = oauth.ClientSecretBasic(SECRET);

let server: TestServer;
let as: oauth.AuthorizationServer;

beforeAll(async () => {
  server = await startTestServer({ clients: [...testClients, awkwardDefinition], properties: wardModule });
  as = await discover('oidc');
});

afterAll(() => server.stop());

async function discover(algorithm: 'oidc' | 'oauth2', path = ''): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(server.issuer + path);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...insecure }));
}

interface Flow {
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The whole way from the authorization request to the answer of the token endpoint, each step judged by the library. */
async function codeFlow({ client, authentication, parameters = {} }: Flow) {
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ];
  const url = new URL(as.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...parameters,
  }).toString();
  const callback = oauth.validateAuthResponse(as, client, await new Person().authorize(url.href, amelia), state);
  const redeem = (): Promise<Response> =>
    oauth.authorizationCodeGrantRequest(as, client, authentication, callback, REDIRECT_URI, verifier, insecure);
  return { redeem, nonce };
}

async function tokensOf(flow: Flow): Promise<oauth.TokenEndpointResponse> {
  const { redeem, nonce } = await codeFlow(flow);
  return oauth.processAuthorizationCodeResponse(as, flow.client, await redeem(), { expectedNonce: nonce });
}

const asPublicApp = { client: publicApp, authentication: oauth.None() };

describe('oauth4webapi: discovery', () => {
  test.each([
    { algorithm: 'oidc', path: '' },
    { algorithm: 'oauth2', path: '' },
    { algorithm: 'oidc', path: '/ward' },
    { algorithm: 'oauth2', path: '/ward' },
  ] as const)('STD RFC8414-1: $algorithm for the issuer with path "$path"', async ({ algorithm, path }) => {
    const found = await discover(algorithm, path);

    expect(found).toMatchObject({
      issuer: server.issuer + path,
      authorization_endpoint: `${server.issuer}${path}/oauth/authorize`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });
});

describe('oauth4webapi: code and PKCE', () => {
  test.each([
    { name: 'a public client', client: publicApp, authentication: oauth.None() },
    { name: 'client_secret_basic', client: webApp, authentication: byBasic },
    { name: 'client_secret_post', client: webApp, authentication: oauth.ClientSecretPost(SECRET) },
  ])(
    'STD I8, I9, I13, I14, I16, I17, I18, U4, OM4: $name, with nonce, max_age and the signature of the ID token',
    async (flow) => {
      const { redeem, nonce } = await codeFlow({ ...flow, parameters: { max_age: '600' } });
      const response = await redeem();
      const tokens = await oauth.processAuthorizationCodeResponse(as, flow.client, response, {
        expectedNonce: nonce,
        maxAge: 600,
        requireIdToken: true,
      });

      await oauth.validateApplicationLevelSignature(as, response, insecure);
      expect(tokens).toMatchObject({ token_type: 'bearer', scope: SCOPE, expires_in: 300, patient: '123' });
      expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ aud: flow.client.client_id, nonce });
    },
  );

  test('STD X15: an id and a secret that Basic has to form-encode', async () => {
    const client = { client_id: awkwardClient.clientId };
    const authentication = oauth.ClientSecretBasic(awkwardClient.secret);

    expect(await tokensOf({ client, authentication, parameters: { scope: 'openid' } })).toHaveProperty('id_token');
  });

  test('STD RFC9068-1, RFC9068-2: the access token is a JWT that a resource server can check by itself', async () => {
    const tokens = await tokensOf({ ...asPublicApp, parameters: { aud: FHIR } });
    const request = new Request(`${FHIR}/Patient/123`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    const claims = await oauth.validateJwtAccessToken(as, request, FHIR, insecure);

    expect(claims).toMatchObject({ client_id: 'public-app', scope: SCOPE, auth_time: expect.any(Number) });
    await expect(oauth.validateJwtAccessToken(as, request, 'https://other.example', insecure)).rejects.toThrow();
  });

  test('STD RFC9068-3: the ID token is no access token', async () => {
    const { id_token: idToken = '' } = await tokensOf(asPublicApp);
    const response = await oauth.userInfoRequest(as, publicApp, idToken, insecure);

    await expect(oauth.processUserInfoResponse(as, publicApp, oauth.skipSubjectCheck, response)).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }, { scheme: 'dpop' }],
    });
  });

  test('STD RFC6749-5: a code redeemed twice is refused, and what it gave is revoked', async () => {
    const { redeem, nonce } = await codeFlow({ client: webApp, authentication: byBasic });
    const tokens = await oauth.processAuthorizationCodeResponse(as, webApp, await redeem(), { expectedNonce: nonce });
    const again = await redeem();

    await expect(
      oauth.processAuthorizationCodeResponse(as, webApp, again, { expectedNonce: nonce }),
    ).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
    expect(await introspect(webApp, tokens.access_token)).toEqual({ active: false });
  });

  test('STD RFC9207-1: refusals carry the issuer as well', async () => {
    const url = new URL(as.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      response_type: 'none',
      client_id: 'public-app',
      redirect_uri: REDIRECT_URI,
      state: 'a-state',
    }).toString();
    const callback = await new Person().authorize(url.href, amelia);

    expect(callback.searchParams.get('iss')).toBe(as.issuer);
    expect(() => oauth.validateAuthResponse(as, publicApp, callback, 'a-state')).toThrow(
      expect.objectContaining({ error: 'unsupported_response_type' }),
    );
  });
});

describe('oauth4webapi: refresh', () => {
  test.each([
    { name: 'a public client', client: publicApp, authentication: oauth.None() },
    { name: 'a confidential client', client: webApp, authentication: byBasic },
  ])('STD I21, I22, I23: $name', async (flow) => {
    const first = await tokensOf(flow);
    const response = await oauth.refreshTokenGrantRequest(
      as,
      flow.client,
      flow.authentication,
      String(first.refresh_token),
      insecure,
    );
    const headers = response.headers;
    const second = await oauth.processRefreshTokenResponse(as, flow.client, response);

    expect(second).toMatchObject({ scope: SCOPE, expires_in: 300, patient: '123' });
    expect([second.access_token, second.refresh_token]).not.toContain(first.access_token);
    expect([headers.get('cache-control'), headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
  });

  test('STD F2, OM26: another client’s refresh token', async () => {
    const { refresh_token: token } = await tokensOf({ client: webApp, authentication: byBasic });
    const response = await oauth.refreshTokenGrantRequest(as, publicApp, oauth.None(), String(token), insecure);

    await expect(oauth.processRefreshTokenResponse(as, publicApp, response)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('oauth4webapi: services', () => {
  test('STD RFC6749-12: client credentials', async () => {
    const client = { client_id: 'backend' };
    const parameters = { scope: 'system/*.rs' };
    const response = await oauth.clientCredentialsGrantRequest(as, client, byBasic, parameters, insecure);
    const tokens = await oauth.processClientCredentialsResponse(as, client, response);

    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'system/*.rs', expires_in: 300 });
    expect(await introspect(resourceServer, tokens.access_token)).toMatchObject({ active: true, sub: 'backend' });
  });

  test('STD RFC6749-8: a wrong secret is answered with the challenge of the method that was used', async () => {
    const client = { client_id: 'backend' };
    const wrong = oauth.ClientSecretBasic('wrong');
    const response = await oauth.clientCredentialsGrantRequest(as, client, wrong, {}, insecure);

    await expect(oauth.processClientCredentialsResponse(as, client, response)).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic', parameters: { realm: expect.any(String) } }],
    });
  });

  test('STD RFC7662-1: introspection needs a client that proves itself', async () => {
    const response = await oauth.introspectionRequest(as, publicApp, oauth.None(), 'any', insecure);

    await expect(oauth.processIntrospectionResponse(as, publicApp, response)).rejects.toMatchObject({
      error: 'invalid_client',
    });
  });

  test('STD RFC7009-1: revocation ends the token at once, for introspection and userinfo alike', async () => {
    const tokens = await tokensOf(asPublicApp);
    const before = await introspect(resourceServer, tokens.access_token);
    const response = await oauth.revocationRequest(as, publicApp, oauth.None(), tokens.access_token, insecure);
    await oauth.processRevocationResponse(response);
    const refused = await oauth.userInfoRequest(as, publicApp, tokens.access_token, insecure);

    expect(before).toMatchObject({ active: true, client_id: 'public-app', scope: SCOPE, patient: '123' });
    expect(await introspect(resourceServer, tokens.access_token)).toEqual({ active: false });
    await expect(oauth.processUserInfoResponse(as, publicApp, oauth.skipSubjectCheck, refused)).rejects.toMatchObject({
      status: 401,
    });
  });

  test('STD RFC7009-1: nobody revokes another client’s token', async () => {
    const tokens = await tokensOf(asPublicApp);
    const response = await oauth.revocationRequest(as, webApp, byBasic, tokens.access_token, insecure);

    await expect(oauth.processRevocationResponse(response)).rejects.toMatchObject({ error: 'unauthorized_client' });
    expect(await introspect(resourceServer, tokens.access_token)).toMatchObject({ active: true });
  });
});

describe('oauth4webapi: userinfo', () => {
  test('STD OID-8, OC7: is about the subject of the ID token', async () => {
    const tokens = await tokensOf(asPublicApp);
    const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? { sub: '' };
    const response = await oauth.userInfoRequest(as, publicApp, tokens.access_token, insecure);

    expect(await oauth.processUserInfoResponse(as, publicApp, sub, response)).toMatchObject({
      given_name: amelia.givenName,
      family_name: amelia.familyName,
    });
  });

  test('STD RFC6750-2: a token without openid is told which scope is missing', async () => {
    const flow = { ...asPublicApp, parameters: { scope: 'patient/*.rs' } };
    const { redeem } = await codeFlow(flow);
    const tokens = await oauth.processAuthorizationCodeResponse(as, publicApp, await redeem());
    const response = await oauth.userInfoRequest(as, publicApp, tokens.access_token, insecure);

    await expect(oauth.processUserInfoResponse(as, publicApp, oauth.skipSubjectCheck, response)).rejects.toMatchObject({
      status: 403,
      cause: [{ scheme: 'bearer', parameters: { error: 'insufficient_scope', scope: 'openid' } }],
    });
  });
});

async function introspect(caller: oauth.Client, token: string): Promise<oauth.IntrospectionResponse> {
  const response = await oauth.introspectionRequest(as, caller, byBasic, token, insecure);
  return oauth.processIntrospectionResponse(as, caller, response);
}
