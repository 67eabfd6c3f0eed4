import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { Person } from '../support/person.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const [publicApp] = testClients;
const clients = [...testClients, { ...publicApp, clientId: 'bound-app', dpopBoundAccessTokens: true }];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clients, properties: ['module.smart_auth.config.dpop.nonce=required'] });
});
afterAll(() => server.stop());

const discover = (clientId: string, authentication: client.ClientAuth): Promise<client.Configuration> =>
  client.discovery(new URL(server.issuer), clientId, undefined, authentication, {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });

describe('openid-client, with a server that asks for nonces', () => {
  /** The whole way of a code that is bound to the key of the handle; the library deals with nonces by itself. */
  async function tokensFor(config: client.Configuration, DPoP: client.DPoPHandle) {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile patient/*.rs offline_access',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      dpop_jkt: await DPoP.calculateThumbprint(),
    });
    const callback = await new Person().authorize(url.href, amelia);
    return client.authorizationCodeGrant(config, callback, { pkceCodeVerifier }, undefined, { DPoP });
  }

  test.each(['ES256', 'ES384', 'PS256', 'Ed25519'])(
    'STD RFC9449-1, RFC9449-2, RFC9449-3: %s: code bound by dpop_jkt, userinfo, two refreshes',
    async (algorithm) => {
      const config = await discover('bound-app', client.None());
      const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair(algorithm));
      const tokens = await tokensFor(config, DPoP);
      const jkt = await DPoP.calculateThumbprint();
      const { sub } = tokens.claims() ?? { sub: '' };
      const userInfo = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP });
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
      const again = await client.refreshTokenGrant(config, refreshed.refresh_token ?? '', undefined, { DPoP });

      expect(tokens.token_type).toBe('dpop');
      expect(userInfo.sub).toBe(sub);
      expect(decodeJwt(again.access_token)).toMatchObject({ cnf: { jkt } });
    },
  );

  test('STD RFC9449-3, FP11: a pushed request with a proof in place of dpop_jkt', async () => {
    const config = await discover('bound-app', client.None());
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const parameters = {
      redirect_uri: REDIRECT_URI,
      scope: 'openid patient/*.rs',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    };
    const url = await client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP });
    const callback = await new Person().authorize(url.href, amelia);

    const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier }, undefined, { DPoP });

    expect(tokens.token_type).toBe('dpop');
  });

  test('STD RFC9449-3: a refresh with the key of another app is refused, and the library says why', async () => {
    const config = await discover('bound-app', client.None());
    const own = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const { refresh_token = '' } = await tokensFor(config, own);

    const refused = client.refreshTokenGrant(config, refresh_token, undefined, { DPoP: other });

    await expect(refused).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
    expect(await client.refreshTokenGrant(config, refresh_token, undefined, { DPoP: own })).toHaveProperty(
      'token_type',
    );
  });

  test("STD RFC9449-3: a client's own token", async () => {
    const config = await discover('backend', client.ClientSecretBasic(SECRET));
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());

    expect((await client.clientCredentialsGrant(config, undefined, { DPoP })).token_type).toBe('dpop');
  });
});

describe('oauth4webapi', () => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
  const insecure = { [oauth.allowInsecureRequests]: true } as const;

  test('STD RFC9449-2, RFC9449-3: reads use_dpop_nonce, comes again, and calls a resource', async () => {
    const issuer = new URL(server.issuer);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const backend: oauth.Client = { client_id: 'resource-server' };
    const DPoP = oauth.DPoP(backend, await oauth.generateKeyPair('ES256'));
    const ask = async () =>
      oauth.processClientCredentialsResponse(
        as,
        backend,
        await oauth.clientCredentialsGrantRequest(
          as,
          backend,
          oauth.ClientSecretBasic(SECRET),
          {},
          { DPoP, ...insecure },
        ),
      );

    const refusal: unknown = await ask().catch((error: unknown) => error);
    const { access_token, token_type } = await ask();
    const answer = oauth.protectedResourceRequest(
      access_token,
      'POST',
      new URL(as.introspection_endpoint ?? ''),
      new Headers({ 'content-type': 'application/x-www-form-urlencoded' }),
      new URLSearchParams({ token: access_token }).toString(),
      { DPoP, ...insecure },
    );

    expect(oauth.isDPoPNonceError(refusal)).toBe(true);
    expect(token_type).toBe('dpop');
    expect(await (await answer).json()).toMatchObject({ active: true, token_type: 'DPoP' });
  });
});
