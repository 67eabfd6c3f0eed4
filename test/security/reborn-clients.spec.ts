import { basic, obtainCode, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import { answerParameters, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { ClientBench } from '../support/client-bench.js';
import { allowDevice, deviceCodes, poll, typeCode, type DeviceCodes } from '../support/device.js';
import { ehrClient, newLaunch } from '../support/ehr.js';
import { answered, clientToken, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { Person, type Page } from '../support/person.js';
import { pushed, pushedUrl } from '../support/pushed.js';
import { callRegistration, LEAST } from '../support/registration-server.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { amelia } from '../support/test-users.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const NEW_SECRET = 'another secret for another client';
const author = { kind: 'command', actor: 'terraform' } as const;
const [publicApp] = testClients;
const clients: readonly Readonly<Record<string, unknown>>[] = [
  ...testClients,
  ehrClient,
  { ...publicApp, clientId: 'chart', scopes: ['launch', 'patient/*.rs'] },
  { ...publicApp, clientId: 'tv', allowedGrantTypes: ['DEVICE_CODE', 'REFRESH_TOKEN'], registeredRedirectUris: [] },
].map((client) => ({ ...client, rememberApprovedScopes: true }));
const definitionOf = (clientId: string): Readonly<Record<string, unknown>> => ({
  ...clients.find((client) => client['clientId'] === clientId),
});

let server: TestServer;
let bench: ClientBench;

/** What the clients were given before they were archived and created anew. */
let before: {
  tokens: Tokens;
  code: IssuedCode;
  requestUri: string;
  backend: Tokens;
  /** A page whose request the person has not approved yet. */
  approval: Page;
  launch: string;
  /** One whose person has allowed it, and one that waits. */
  devices: { allowed: DeviceCodes; waiting: DeviceCodes };
  registration: { url: string; token: string };
};
const person = new Person();
const hesitant = new Person();

async function createAnew(json: Readonly<Record<string, unknown>>): Promise<void> {
  const key = { nodeId: 'Master', moduleId: 'smart_auth', clientId: String(json['clientId']) };
  const archived = await bench.administration.archive(key, { author });
  const created = await bench.administration.create(key, json, author);
  expect([archived.kind, created.kind]).toEqual(['changed', 'created']);
}

/** An app registers itself, and an administrator creates another client in its place. */
async function registered(): Promise<{ url: string; token: string }> {
  const { body } = await callRegistration(`${server.issuer}/oauth/register`, { body: LEAST });
  const [url, token] = [String(body['registration_client_uri']), String(body['registration_access_token'])];
  expect((await callRegistration(url, { method: 'GET', token })).status).toBe(200);
  await createAnew({ ...definitionOf('public-app'), clientId: String(body['client_id']) });
  return { url, token };
}

beforeAll(async () => {
  server = await startTestServer({
    clients,
    properties: ['device_grant.enabled=true', 'device_grant.interval_seconds=1', 'client_registration.policy=open'].map(
      (line) => `module.smart_auth.config.${line}`,
    ),
  });
  bench = new ClientBench(server.databaseUrl);
  const { issuer } = server;
  const scope = 'openid patient/*.rs offline_access';
  before = {
    tokens: await tokensFor(issuer, { person, scope }),
    code: await obtainCode(issuer, { scope }, person),
    requestUri: await pushed(issuer),
    backend: await clientToken(issuer),
    approval: await openSignedIn(hesitant, requestUrl(issuer, { scope: 'openid user/*.rs' }), amelia),
    launch: (await newLaunch(issuer, { clientId: 'chart', user: 'amelia', patient: 'Patient/777' })).launch,
    devices: { allowed: await deviceCodes(issuer), waiting: await deviceCodes(issuer) },
    registration: await registered(),
  };
  await allowDevice(person, issuer, before.devices.allowed.user_code);
  for (const clientId of ['public-app', 'chart', 'tv']) await createAnew(definitionOf(clientId));
  await createAnew({ ...definitionOf('backend'), clientSecrets: [{ secret: NEW_SECRET }] });
  const isSeen = async () =>
    (await postForm(`${issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic('backend', NEW_SECRET))).ok;
  expect(await until(isSeen)).toBe(true);
});
afterAll(async () => {
  await bench.close();
  await server.stop();
});

describe('F-54: who takes the id of an archived client gets nothing that was given to it', () => {
  test('access tokens of people and of the client itself are inactive, and give no userinfo', async () => {
    const { issuer } = server;

    expect((await introspect(issuer, before.tokens.access_token)).body).toEqual({ active: false });
    expect((await introspect(issuer, before.tokens.refresh_token)).body).toEqual({ active: false });
    expect((await introspect(issuer, before.backend.access_token)).body).toEqual({ active: false });
    expect((await userinfo(issuer, before.tokens.access_token)).status).toBe(401);
  });

  test('its code, its pushed request and its refresh token bring nothing', async () => {
    const { issuer } = server;

    const code = await answered(postForm(`${issuer}/oauth/token`, redemption(before.code)));
    const refreshed = await refresh(issuer, before.tokens.refresh_token);
    const page = await new Person().open(pushedUrl(issuer, before.requestUri));

    expect([code.status, code.body['error']]).toEqual([400, 'invalid_grant']);
    expect([refreshed.status, refreshed.body['error']]).toEqual([400, 'invalid_grant']);
    expect(kindOf(page)).toBe('error');
  });

  test('a page that a person still has open brings the app no code', async () => {
    const answer = await hesitant.approve(before.approval);

    expect(kindOf(answer)).toBe('error');
  });

  test('a launch that was ordered for it opens nothing', async () => {
    const { issuer } = server;
    const request = (launch: string) =>
      requestUrl(issuer, { client_id: 'chart', scope: 'launch patient/*.rs', launch });
    const { launch } = await newLaunch(issuer, { clientId: 'chart', user: 'amelia', patient: 'Patient/777' });

    const [old, fresh] = [
      await openSignedIn(person, request(before.launch), amelia),
      await openSignedIn(person, request(launch), amelia),
    ];

    expect(answerParameters(old)['error']).toBe('invalid_request');
    expect(kindOf(fresh)).toBe('approval');
  });

  test('its devices get nothing, whether a person has allowed them or types their code now', async () => {
    const { issuer } = server;
    const { allowed, waiting } = before.devices;

    const polled = [await poll(issuer, allowed.device_code), await poll(issuer, waiting.device_code)];
    const typed = await typeCode(person, issuer, waiting.user_code);

    expect(polled.map(({ body }) => body['error'])).toEqual(['invalid_grant', 'invalid_grant']);
    expect(typed.text).toContain('name="user_code"');
  });

  test('its registration access token changes and shows nothing', async () => {
    const { url, token } = before.registration;

    const answers = [
      await callRegistration(url, { method: 'GET', token }),
      await callRegistration(url, { method: 'DELETE', token }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  test('what people approved is asked again, and remembered for the new client alone', async () => {
    const { issuer } = server;
    const scope = 'openid patient/*.rs offline_access';

    const asked = await openSignedIn(person, requestUrl(issuer, { scope }), amelia);
    await tokensFor(issuer, { person, scope });
    const approvals = await rowsOf(
      server.databaseUrl,
      `select incarnation, cardinality(scopes) as scopes from approval where client_id = 'public-app'`,
    );

    expect(kindOf(asked)).toBe('approval');
    expect(approvals).toEqual([{ incarnation: 1, scopes: 3 }]);
  });

  test('what the new client gets is good', async () => {
    const { issuer } = server;
    const tokens = await tokensFor(issuer, { person });
    const own = await clientToken(issuer, 'backend', NEW_SECRET);

    const answers = [
      await introspect(issuer, tokens.access_token),
      await introspect(issuer, own.access_token),
      await introspect(issuer, String((await refresh(issuer, tokens.refresh_token)).body['access_token'])),
    ];

    expect(answers.map(({ body }) => body['active'])).toEqual([true, true, true]);
  });
});
