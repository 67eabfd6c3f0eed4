import { decodeJwt } from 'jose';
import { basic, obtainCode, postForm, redemption } from '../support/app.js';
import { answered, refresh, tokensFor, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

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
const strict = { ...publicApp, clientId: 'strict-app', refreshTokenGraceSeconds: 0 };

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
      clients: [...testClients, steady, strict],
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
