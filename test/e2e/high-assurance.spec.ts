import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { newPkce, type Pkce } from '../support/app.js';
import { answerOf, answerParameters, errorFacts, kindOf } from '../support/authorization.js';
import { assertionFields, clientAssertion, type AssertionWish } from '../support/client-assertions.js';
import { cryptoKeyOf, keySetOf, newClientKey } from '../support/client-keys.js';
import { postWithProof } from '../support/dpop-calls.js';
import { DpopKey } from '../support/dpop-key.js';
import { userinfo, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { push, pushFields, pushedUrl } from '../support/pushed.js';
import { requestObject } from '../support/request-objects.js';
import { rowsOf } from '../support/rows.js';
import { REDIRECT_URI, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const SCOPE = 'openid profile patient/*.rs offline_access';
const keys = {
  PS256: newClientKey('PS256', 'ps'),
  ES256: newClientKey('ES256', 'es'),
  EdDSA: newClientKey('EdDSA', 'ed'),
};
const weak = {
  RS256: newClientKey('RS256', 'rs'),
  RS384: newClientKey('RS384', 'rs3'),
  ES384: newClientKey('ES384', 'es3'),
};
const [publicApp] = testClients;
const assured = {
  ...publicApp,
  clientId: 'assured',
  highAssurance: true,
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS'],
  publicJwks: keySetOf(...Object.values(keys), ...Object.values(weak)),
  scopes: ['openid', 'profile', 'patient/*.rs', 'offline_access', 'system/*.rs'],
};
const { highAssurance: _none, ...usual } = assured;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    clients: [
      ...testClients,
      assured,
      { ...assured, clientId: 'another' },
      { ...assured, clientId: 'weakened' },
      { ...usual, clientId: 'usual', idTokenSignedResponseAlg: 'ES256', tokenEndpointAuthSigningAlg: 'ES256' },
    ],
    properties: [
      'module.smart_auth.config.pushed_authorization_requests.lifetime_seconds=600',
      'module.smart_auth.config.pkce.plain_challenge_supported=true',
      'module.smart_auth.config.dpop.signing_algorithms=ES256 PS256 EdDSA RS256 ES384',
      'module.smart_auth.config.implicit_grant.enabled=true',
      'module.smart_auth.config.password_grant.enabled=true',
    ],
  });
});

afterAll(() => server.stop());
afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

const assertion = (wish: Partial<AssertionWish> = {}): Record<string, string> =>
  assertionFields(clientAssertion({ key: keys.PS256, clientId: 'assured', audience: server.issuer, ...wish }));
const token = (fields: Readonly<Record<string, string>>, key: DpopKey | undefined, wish: Partial<AssertionWish> = {}) =>
  postWithProof(`${server.issuer}/oauth/token`, { ...assertion(wish), ...fields }, key);
const service = { grant_type: 'client_credentials', scope: 'system/*.rs' };

async function pushed(parameters: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
  return push(server.issuer, { client_id: 'assured', scope: SCOPE, ...assertion(), ...parameters });
}

/** A code by a pushed request. */
async function code(
  parameters: Readonly<Record<string, string>> = {},
): Promise<{ code: string; pkce: Pkce; uri: string }> {
  const pkce = newPkce();
  const { body, text } = await pushed({ code_challenge: pkce.challenge, ...parameters });
  if (body.request_uri === undefined) throw new Error(text);
  const uri = body.request_uri as string;
  const callback = await new Person().authorize(pushedUrl(server.issuer, uri, { client_id: 'assured' }), amelia);
  return { code: callback.searchParams.get('code') ?? '', pkce, uri };
}

const redeeming = ({ code: value, pkce }: { code: string; pkce: Pkce }) => ({
  grant_type: 'authorization_code',
  code: value,
  code_verifier: pkce.verifier,
  redirect_uri: REDIRECT_URI,
});

describe('STD FP1, FP2, FAPI-2, FAPI-4, FAPI-5, FAPI-7: openid-client with PAR, DPoP and private_key_jwt', () => {
  test.each(['PS256', 'ES256'] as const)('%s: tokens, userinfo, refresh', async (alg) => {
    const authentication = client.PrivateKeyJwt({ key: await cryptoKeyOf(keys[alg]), kid: keys[alg].kid });
    const config = await client.discovery(new URL(server.issuer), 'assured', undefined, authentication, {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    });
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair(alg));
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedNonce = client.randomNonce();
    const url = await client.buildAuthorizationUrlWithPAR(
      config,
      {
        redirect_uri: REDIRECT_URI,
        scope: SCOPE,
        nonce: expectedNonce,
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      },
      { DPoP },
    );
    const callback = await new Person().authorize(url.href, amelia);
    const tokens = await client.authorizationCodeGrant(
      config,
      callback,
      { pkceCodeVerifier, expectedNonce },
      undefined,
      {
        DPoP,
      },
    );
    const { sub = '' } = tokens.claims() ?? {};
    const about = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP });
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
    const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });

    expect(callback.searchParams.get('iss')).toBe(server.issuer);
    expect(tokens.token_type).toBe('dpop');
    expect(about).toMatchObject({ sub, given_name: amelia.givenName });
    expect([refreshed, again].map((each) => each.refresh_token)).toEqual([tokens.refresh_token, tokens.refresh_token]);
    for (const jwt of [tokens.id_token, tokens.access_token, refreshed.id_token])
      expect(decodeProtectedHeader(jwt ?? '').alg).toBe('ES256');
    expect(decodeJwt(tokens.access_token)).toMatchObject({ cnf: { jkt: await DPoP.calculateThumbprint() } });
  });

  test('STD FAPI-8, X4, B-19: the algorithms of ID tokens are advertised, and other clients get theirs', async () => {
    const { body } = await answerOfDiscovery();
    const bound = await token({ ...service }, new DpopKey(), { key: keys.ES256, clientId: 'usual' });

    expect(body.id_token_signing_alg_values_supported).toEqual(['RS256', 'ES256']);
    expect(decodeProtectedHeader(bound.body.access_token as string).alg).toBe('RS256');
  });

  test('the service of such a client gets bound tokens for itself', async () => {
    const key = new DpopKey();
    const { status, body } = await token(service, key);

    expect([status, body.token_type]).toEqual([200, 'DPoP']);
    expect(decodeJwt(body.access_token as string)).toMatchObject({ cnf: { jkt: key.jkt }, sub: 'assured' });
  });

  async function answerOfDiscovery(): Promise<Pick<Answer, 'body'>> {
    const response = await fetch(`${server.issuer}/.well-known/openid-configuration`);
    return { body: (await response.json()) as Record<string, unknown> };
  }
});

describe('STD FAPI-2, FP6: pushed requests only', () => {
  test.each([
    { name: 'plain parameters', more: {} },
    {
      name: 'a signed request object',
      more: () => ({ request: requestObject({ key: keys.PS256, clientId: 'assured', issuer: server.issuer }) }),
    },
  ])('$name at /oauth/authorize are refused', async ({ more }) => {
    const query = pushFields(server.issuer, { client_id: 'assured', ...(typeof more === 'function' ? more() : more) });
    const page = await new Person().open(`${server.issuer}/oauth/authorize?${query.toString()}`);

    expect(answerParameters(page)).toMatchObject({ error: 'invalid_request', iss: server.issuer });
  });

  test.each([
    { name: 'STD FP6: no challenge', parameters: { code_challenge: undefined, code_challenge_method: undefined } },
    { name: 'STD FP6, X1: plain, though the module supports it', parameters: { code_challenge_method: 'plain' } },
    { name: 'STD FP6: a request_uri', parameters: { request_uri: 'urn:ietf:params:oauth:request_uri:x' } },
    { name: 'STD FP9: response_type token', parameters: { response_type: 'token', nonce: 'n' } },
    { name: 'STD FP9: response_type code id_token', parameters: { response_type: 'code id_token', nonce: 'n' } },
    { name: 'STD FP10: an unregistered redirect URI', parameters: { redirect_uri: 'https://evil.test/cb' } },
    {
      name: 'no redirect URI, though there is only one',
      parameters: { redirect_uri: undefined, scope: 'patient/*.rs' },
    },
  ])('$name is refused when it is pushed', async ({ parameters }) => {
    const { status, body } = await pushed(parameters);

    expect([status, body.request_uri]).toEqual([400, undefined]);
  });

  test.each([
    { name: 'no state', parameters: { state: undefined } },
    { name: 'no nonce', parameters: { nonce: undefined } },
    { name: 'a nonce of 64 characters', parameters: { nonce: 'n'.repeat(64) } },
    { name: 'another order of scopes', parameters: { scope: SCOPE.split(' ').reverse().join(' ') } },
  ])('STD FP4: $name is fine', async ({ parameters }) => {
    expect((await pushed(parameters)).status).toBe(201);
  });

  test('STD FAPI-9: a request_uri lives less than 600 seconds, whatever the module says', async () => {
    const [own, other] = [await pushed(), await push(server.issuer)];

    expect([own.body.expires_in, other.body.expires_in]).toEqual([599, 600]);
  });

  test('STD FP3, FP6, FAPI-12: it can be opened again before the answer, not after, and by no other client', async () => {
    const { body } = await pushed();
    const uri = body.request_uri as string;
    const url = pushedUrl(server.issuer, uri, { client_id: 'assured' });
    const person = new Person();
    const foreign = await person.open(pushedUrl(server.issuer, uri, { client_id: 'another' }));
    const pages = [await person.open(url), await person.open(url)];
    const answer = await person.deny(await person.signIn(pages[1] ?? foreign, amelia));
    const used = await person.open(url);

    expect(pages.map(kindOf)).toEqual(['sign-in', 'sign-in']);
    expect(answerOf(answer).searchParams.get('error')).toBe('access_denied');
    expect(answer.status).toBe(303);
    for (const page of [foreign, used])
      expect(errorFacts(page)).toMatchObject({ status: 400, parameter: 'request_uri' });
  });

  test('STD FP13: a pushed request object needs nbf, and an algorithm of the profile', async () => {
    const object = (wish: object) =>
      requestObject({ key: keys.PS256, clientId: 'assured', issuer: server.issuer, ...wish });
    const [good, without, rs256] = [
      await pushed({ request: object({}) }),
      await pushed({ request: object({ claims: { nbf: undefined } }) }),
      await pushed({ request: object({ key: weak.RS256 }) }),
    ];

    expect([good.status, without.body.error, rs256.body.error]).toEqual([
      201,
      'invalid_request_object',
      'invalid_request_object',
    ]);
  });
});

describe('STD FAPI-1, FAPI-5, FAPI-6, FAPI-8: client authentication', () => {
  test.each([
    { name: 'STD FP7, X3: aud the token endpoint', wish: () => ({ audience: `${server.issuer}/oauth/token` }) },
    { name: 'STD FP7, X3: aud the PAR endpoint', wish: () => ({ audience: `${server.issuer}/oauth/par` }) },
    { name: 'STD FP7, X3: aud in a list', wish: () => ({ claims: { aud: [server.issuer] } }) },
    { name: 'STD FP7: no sub', wish: () => ({ claims: { sub: undefined } }) },
    { name: 'STD FP7: expired', wish: () => ({ claims: { exp: 1 } }) },
    { name: 'STD FP5: nbf 61 s ahead', wish: () => ({ claims: { nbf: Math.floor(Date.now() / 1_000) + 61 } }) },
    { name: 'STD FP7, FAPI-8: RS256', wish: () => ({ key: weak.RS256 }) },
    { name: 'STD FAPI-8: RS384', wish: () => ({ key: weak.RS384 }) },
    { name: 'STD FAPI-8: ES384', wish: () => ({ key: weak.ES384 }) },
  ])('$name is refused at the token endpoint and when a request is pushed', async ({ wish }) => {
    const key = new DpopKey();
    const [atToken, atPush] = [await token(service, key, wish()), await pushed(assertion(wish()))];

    expect([atToken.status, atToken.body.error]).toEqual([400, 'invalid_client']);
    expect([atPush.status, atPush.body.error]).toEqual([400, 'invalid_client']);
  });

  test.each(Object.values(keys))('STD FAPI-8, FAPI-13, FP5: $alg is accepted, with an nbf 8 s ahead', async (key) => {
    const nbf = Math.floor(Date.now() / 1_000) + 8;

    expect((await token(service, new DpopKey(), { key, claims: { nbf } })).status).toBe(200);
  });

  test('STD FAPI-1: nobody gets in without a key, not even to revoke', async () => {
    const none = { client_assertion: '', client_assertion_type: '', client_id: 'assured' };
    const revocation = await fetch(`${server.issuer}/oauth/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'assured', token: 'x' }),
    });

    expect((await token({ ...service, ...none }, new DpopKey())).body.error).toBe('invalid_client');
    expect((await pushed(none)).body.error).toBe('invalid_client');
    expect(revocation.status).toBe(400);
  });

  test('A-12: a secret that a row of the database has does not count', async () => {
    await rowsOf(
      server.databaseUrl,
      `insert into oauth2_client_secret (client_pid, hash, description)
       select c.pid, s.hash, 'stolen' from oauth2_client c, oauth2_client_secret s join oauth2_client w on w.pid = s.client_pid
        where c.client_id = 'another' and w.client_id = 'web-app' limit 1`,
    );
    const fields = { ...service, client_id: 'another', client_secret: 'a-secret-that-a-person-chose' };
    const { body } = await postWithProof(`${server.issuer}/oauth/token`, fields, new DpopKey());

    expect(body.error).toBe('invalid_client');
  });
});

describe('STD FAPI-7, FP11: bound tokens only', () => {
  test.each([
    { name: 'no proof', key: undefined },
    { name: 'STD FAPI-8: a proof by RS256, though the module accepts it', key: new DpopKey('RS256') },
    { name: 'STD FAPI-8: a proof by ES384', key: new DpopKey('ES384') },
  ])('$name: neither a code nor client credentials give tokens, and the code stays good', async ({ key }) => {
    const issued = await code();
    const [refused, forItself] = [await token(redeeming(issued), key), await token(service, key)];
    const honest = await token(redeeming(issued), new DpopKey());

    expect([refused.body.error, forItself.body.error]).toEqual(['invalid_dpop_proof', 'invalid_dpop_proof']);
    expect(honest.status).toBe(200);
  });

  test('STD FP11: a token is of no use as a bearer token', async () => {
    const { body } = await token(redeeming(await code()), new DpopKey());

    expect((await userinfo(server.issuer, body.access_token as string)).status).toBe(401);
  });
});

describe('STD FP8, FP12, FAPI-9, FAPI-10, FAPI-11: grants', () => {
  test('STD FP8: a code counts once, for 60 seconds, with its verifier, for its client', async () => {
    const key = new DpopKey();
    const [used, old, own, another] = [await code(), await code(), await code(), await code()];
    const first = await token(redeeming(used), key);
    const second = await token(redeeming(used), key);
    const wrong = await token({ ...redeeming(own), code_verifier: newPkce().verifier }, key);
    const foreign = await token(redeeming(another), key, { clientId: 'another' });
    await moveDatabaseClock(server.databaseUrl, 61);
    const late = await token(redeeming(old), key);

    expect(first.status).toBe(200);
    for (const refused of [second, wrong, foreign, late]) expect(refused.body.error).toBe('invalid_grant');
  });

  test('STD FAPI-11, X20, FP12: the refresh token stays the same, and is its client’s', async () => {
    const key = new DpopKey();
    const { body } = await token(redeeming(await code()), key);
    const refreshing = { grant_type: 'refresh_token', refresh_token: body.refresh_token as string };
    const [one, two] = [await token(refreshing, key), await token(refreshing, key)];
    const foreign = await token(refreshing, key, { clientId: 'another' });

    expect([one.body.refresh_token, two.body.refresh_token]).toEqual([body.refresh_token, body.refresh_token]);
    expect(foreign.body.error).toBe('invalid_grant');
  });

  test.each([
    { grant_type: 'password', username: 'amelia', password: amelia.password },
    { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'x' },
  ])('STD FAPI-10: the grant $grant_type is refused', async (fields) => {
    const { status } = await token(fields, new DpopKey());

    expect(status).toBe(400);
  });
});

describe('STD A-12: such a client cannot be made weaker', () => {
  test.each([
    { field: 'clientSecrets', change: { clientSecrets: [{ secret: 'a-secret-that-a-person-chose' }] } },
    { field: 'publicJwks', change: { publicJwks: '' } },
    { field: 'pkceRequired', change: { pkceRequired: false } },
    { field: 'allowedGrantTypes', change: { allowedGrantTypes: ['AUTHORIZATION_CODE', 'PASSWORD'] } },
    { field: 'rotateRefreshTokens', change: { rotateRefreshTokens: true } },
    { field: 'dpopBoundAccessTokens', change: { dpopBoundAccessTokens: false } },
    { field: 'registeredRedirectUris', change: { registeredRedirectUris: ['http://127.0.0.1/cb'] } },
  ])('a seed file whose client has $field otherwise is refused', async ({ field, change }) => {
    const start = startTestServer({ clients: [{ ...assured, ...change }] });

    await expect(start).rejects.toThrow(new RegExp(field));
  });

  test('A-12: what a row of the database says does not count either', async () => {
    await rowsOf(
      server.databaseUrl,
      `update oauth2_client set definition = definition
         || '{"requirePushedAuthorizationRequests": false, "strictAssertionAudience": false, "dpopBoundAccessTokens": false}'
        where client_id = 'weakened'`,
    );
    const wish = { clientId: 'weakened' };
    const query = pushFields(server.issuer, { client_id: 'weakened' });
    const page = await new Person().open(`${server.issuer}/oauth/authorize?${query.toString()}`);
    const byEndpoint = await token(service, new DpopKey(), { ...wish, audience: `${server.issuer}/oauth/token` });

    expect(answerParameters(page)).toMatchObject({ error: 'invalid_request' });
    expect(byEndpoint.body.error).toBe('invalid_client');
    expect((await token(service, undefined, wish)).body.error).toBe('invalid_dpop_proof');
  });
});
