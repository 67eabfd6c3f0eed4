import { decodeJwt } from 'jose';
import { authorizeUrl, basic, newPkce, obtainCode, postForm, redemption } from '../support/app.js';
import { answerParameters } from '../support/authorization.js';
import { answered, clientToken, refresh, tokensFor, type Answer } from '../support/endpoint-calls.js';
import { ehrClient, orderLaunch } from '../support/ehr.js';
import { Person } from '../support/person.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const OURS = 'https://fhir.example/r4';
const OTHER = 'https://other.example/fhir';
const scope = 'openid patient/*.rs offline_access';
const [publicApp] = testClients;
/** Keeps its refresh token, so that no statement claims it. */
const steady = {
  ...testClients.find(({ clientId }) => clientId === 'web-app'),
  clientId: 'steady-app',
  rotateRefreshTokens: false,
};
const chart = { ...publicApp, clientId: 'chart', scopes: ['launch', 'patient/*.rs'] };
const strict = { ...publicApp, clientId: 'strict-app', refreshTokenGraceSeconds: 0 };

const tool = { ...ehrClient, clientId: 'tool', scopes: ['tool/administer'] };

/** What may name an audience, and how a foreign one is refused where a grant is exchanged. */
const foreign = [
  { name: 'resource', error: 'invalid_target' },
  { name: 'aud', error: 'invalid_grant' },
] as const;

const audienceOf = ({ body }: Answer): unknown => decodeJwt(body.access_token as string).aud;

describe('V-30, STD RFC8707-1: no token for another audience than was granted', () => {
  let server: TestServer;
  const person = new Person();
  beforeAll(async () => {
    server = await startTestServer({
      clients: [...testClients, steady, strict, chart, ehrClient, tool],
      users: [amelia],
      properties: [`module.smart_auth.config.allowed_audience_list=${OURS} https://second.example/fhir`],
    });
  });
  afterAll(() => server.stop());

  const code = () => obtainCode(server.issuer, { scope, aud: OURS }, person);
  const redeem = (issued: Awaited<ReturnType<typeof code>>, more: Readonly<Record<string, string>> = {}) =>
    answered(postForm(`${server.issuer}/oauth/token`, redemption(issued, more)));
  const clientCredentials = (more: Readonly<Record<string, string>>) =>
    answered(
      postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials', ...more }, basic('backend', SECRET)),
    );

  test.each(foreign)('a code with a foreign $name is $error, and stays good', async ({ name, error }) => {
    const issued = await code();

    const refused = await redeem(issued, { [name]: OTHER });
    const second = await redeem(issued, { [name]: 'https://second.example/fhir' });
    const honest = await redeem(issued, { [name]: `${OURS}/` });

    expect([refused.status, refused.body.error]).toEqual([400, error]);
    expect(second.body.error).toBe(error);
    expect([honest.status, audienceOf(honest)]).toEqual([200, OURS]);
  });

  describe('several resources', () => {
    const SECOND = 'https://second.example/fhir';
    const both = (url: string): string => `${url}&resource=${encodeURIComponent(SECOND)}`;
    const bothGranted = async () => {
      const pkce = newPkce();
      const url = authorizeUrl(server.issuer, { scope, resource: `${OURS}/`, code_challenge: pkce.challenge });
      const callback = await person.authorize(both(url), amelia);
      return { code: callback.searchParams.get('code') ?? '', pkce, callback };
    };
    const exchange = (fields: Readonly<Record<string, string>>, resources: readonly string[]) => {
      const body = new URLSearchParams(fields);
      for (const resource of resources) body.append('resource', resource);
      return answered(fetch(`${server.issuer}/oauth/token`, { method: 'POST', body }));
    };
    const refreshed = (token: unknown, resources: readonly string[]) =>
      exchange({ grant_type: 'refresh_token', client_id: 'public-app', refresh_token: token as string }, resources);

    test('are granted together, and narrowed at each exchange', async () => {
      const first = await exchange(redemption(await bothGranted()), [SECOND]);
      const second = await refreshed(first.body.refresh_token, [SECOND, OURS]);
      const third = await refreshed(second.body.refresh_token, [OURS]);
      const fourth = await refreshed(third.body.refresh_token, []);

      expect([first, second, third, fourth].map(audienceOf)).toEqual([SECOND, [SECOND, OURS], OURS, [OURS, SECOND]]);
    });

    test('one foreign among them is invalid_target, and costs neither code nor refresh token', async () => {
      const issued = await bothGranted();
      const refused = await exchange(redemption(issued), [OURS, OTHER]);
      const honest = await exchange(redemption(issued), []);
      const refusedRefresh = await refreshed(honest.body.refresh_token, [OTHER, SECOND]);

      expect([refused.body.error, refusedRefresh.body.error]).toEqual(['invalid_target', 'invalid_target']);
      expect((await refreshed(honest.body.refresh_token, [SECOND])).status).toBe(200);
    });

    test('are an answer at /oauth/authorize when one is foreign', async () => {
      const page = await new Person().open(
        `${authorizeUrl(server.issuer, { resource: OURS, code_challenge: newPkce().challenge })}&resource=${OTHER}`,
      );

      expect(answerParameters(page)).toMatchObject({ error: 'invalid_target', state: 'af0ifjsldkj' });
    });

    test('client credentials get all they name', async () => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', resource: SECOND });
      body.append('resource', OURS);
      const headers = basic('backend', SECRET);

      expect(
        audienceOf(await answered(fetch(`${server.issuer}/oauth/token`, { method: 'POST', body, headers }))),
      ).toEqual([SECOND, OURS]);
    });
  });

  describe('STD RFC9396-1: authorization_details', () => {
    const details = JSON.stringify([{ type: 'smart_on_fhir', locations: [OURS] }]);
    const error = 'invalid_authorization_details';

    test('are refused at /oauth/authorize, by the answer to the app', async () => {
      const url = authorizeUrl(server.issuer, {
        aud: OURS,
        authorization_details: details,
        code_challenge: newPkce().challenge,
      });

      expect(answerParameters(await new Person().open(url))).toMatchObject({ error, iss: server.issuer });
    });

    test('are refused with a code, which stays good', async () => {
      const issued = await code();

      expect((await redeem(issued, { authorization_details: details })).body.error).toBe(error);
      expect((await redeem(issued)).status).toBe(200);
    });

    test('are refused with a refresh token, which stays good, and with client credentials', async () => {
      const { body } = await redeem(await code());
      const more = { client_id: 'public-app', authorization_details: details };

      expect((await refresh(server.issuer, body.refresh_token as string, more)).body.error).toBe(error);
      expect((await refresh(server.issuer, body.refresh_token as string)).status).toBe(200);
      expect((await clientCredentials({ authorization_details: '[]' })).body.error).toBe(error);
    });
  });

  test.each(foreign)('R-04: a spent code with a foreign $name revokes nothing', async ({ name, error }) => {
    const issued = await code();
    const first = await redeem(issued);

    expect((await redeem(issued, { [name]: OTHER })).body.error).toBe(error);
    expect((await refresh(server.issuer, first.body.refresh_token as string)).status).toBe(200);
  });

  test.each(foreign)('a refresh with a foreign $name is $error, and the token stays good', async ({ name, error }) => {
    const issued = await obtainCode(server.issuer, { scope, aud: OURS, client_id: 'strict-app' }, person);
    const { body } = await redeem(issued, { client_id: 'strict-app' });
    const again = (more: Readonly<Record<string, string>>) =>
      refresh(server.issuer, body.refresh_token as string, { client_id: 'strict-app', ...more });

    const refused = await again({ [name]: OTHER });
    const honest = await again({ [name]: OURS });

    expect([refused.status, refused.body.error]).toEqual([400, error]);
    expect([honest.status, audienceOf(honest)]).toEqual([200, OURS]);
  });

  test.each(foreign)('the retry of a refresh with a foreign $name is $error too', async ({ name, error }) => {
    const { body } = await redeem(await code());
    const token = body.refresh_token as string;
    await refresh(server.issuer, token);

    const retried = await refresh(server.issuer, token, { client_id: 'public-app', [name]: OTHER });

    expect([retried.status, retried.body.error]).toEqual([400, error]);
  });

  test.each(foreign)('a refresh token without rotation: a foreign $name is $error', async ({ name, error }) => {
    const issued = await obtainCode(server.issuer, { scope, aud: OURS, client_id: 'steady-app' }, person);
    const { client_id: _id, ...fields } = redemption(issued);
    const { body } = await answered(postForm(`${server.issuer}/oauth/token`, fields, basic('steady-app', SECRET)));

    const refused = await refresh(
      server.issuer,
      body.refresh_token as string,
      { [name]: OTHER },
      basic('steady-app', SECRET),
    );

    expect([refused.status, refused.body.error]).toEqual([400, error]);
  });

  test('client credentials: a foreign audience is refused as at /authorize', async () => {
    const [byResource, byAud] = [await clientCredentials({ resource: OTHER }), await clientCredentials({ aud: OTHER })];

    expect([byResource.status, byResource.body.error]).toEqual([400, 'invalid_target']);
    expect([byAud.status, byAud.body.error]).toEqual([400, 'invalid_request']);
  });

  test('client credentials: one of ours is the only audience of the token; unnamed, all are', async () => {
    expect(audienceOf(await clientCredentials({ resource: `${OURS}/` }))).toBe(OURS);
    expect(audienceOf(await clientCredentials({}))).toEqual([OURS, 'https://second.example/fhir']);
  });

  test('ruling 10: unnamed and without any scope of SMART it is this server alone', async () => {
    const { access_token: token } = await clientToken(server.issuer, 'tool');
    const tokens = await tokensFor(server.issuer, { scope: 'openid' });

    expect([token, tokens.access_token].map((each) => decodeJwt(each).aud)).toEqual([server.issuer, server.issuer]);
  });

  test('STD RFC9728-1: what the metadata calls this server may be named, by resource alone', async () => {
    const metadata = await answered(fetch(`${server.issuer}/.well-known/oauth-protected-resource`));
    const named = metadata.body['resource'] as string;

    expect(audienceOf(await clientCredentials({ resource: named }))).toBe(server.issuer);
    expect((await clientCredentials({ aud: named })).body.error).toBe('invalid_request');
  });

  test('STD T9: a token for FHIR bases administers nothing here, whoever sees it there', async () => {
    const order = { clientId: 'chart', user: 'amelia', aud: OURS, patient: '123' };
    const orderedWith = async (...resources: readonly string[]) => {
      const body = new URLSearchParams({ grant_type: 'client_credentials' });
      for (const resource of resources) body.append('resource', resource);
      const headers = basic('ehr', SECRET);
      const answer = await answered(fetch(`${server.issuer}/oauth/token`, { method: 'POST', body, headers }));
      return orderLaunch(server.issuer, order, { token: answer.body.access_token as string });
    };

    for (const resources of [[], [OURS], [OURS, 'https://second.example/fhir']]) {
      const refused = await orderedWith(...resources);
      expect([refused.status, refused.body.error]).toEqual([401, 'invalid_token']);
      expect(refused.body.error_description).toMatch(new RegExp(`resource=${server.issuer}[.]$`));
    }
    for (const resources of [[server.issuer], [OURS, server.issuer]])
      expect((await orderedWith(...resources)).status).toBe(201);
  });

  test('aud and resource that differ are invalid_request', async () => {
    expect((await clientCredentials({ aud: OURS, resource: OTHER })).body.error).toBe('invalid_request');
    expect((await redeem(await code(), { aud: OURS, resource: OTHER })).body.error).toBe('invalid_request');
  });
});

test('STD X2: with no list configured a client that asks for itself gets the audience it names', async () => {
  const server = await startTestServer();
  const ask = async (more: Readonly<Record<string, string>>) =>
    answered(
      postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials', ...more }, basic('backend', SECRET)),
    );
  const [named, unnamed] = [audienceOf(await ask({ resource: OURS })), audienceOf(await ask({}))];
  const person = await tokensFor(server.issuer);
  await server.stop();

  expect([named, unnamed]).toEqual([OURS, server.issuer]);
  expect(decodeJwt(person.access_token).aud).toBe(server.issuer);
});
