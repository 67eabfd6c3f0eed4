import { basic, obtainCode, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import { kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { ClientBench } from '../support/client-bench.js';
import { answered, clientToken, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { pushed, pushedUrl } from '../support/pushed.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { amelia } from '../support/test-users.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const NEW_SECRET = 'another secret for another client';
const author = { actor: 'terraform' };
const definitionOf = (clientId: string): Readonly<Record<string, unknown>> => ({
  ...testClients.find((client) => client['clientId'] === clientId),
  rememberApprovedScopes: true,
});

let server: TestServer;
let bench: ClientBench;

/** What the clients were given before they were archived and created anew. */
let before: { tokens: Tokens; code: IssuedCode; requestUri: string; backend: Tokens };
const person = new Person();

async function createAnew(json: Readonly<Record<string, unknown>>): Promise<void> {
  const key = { nodeId: 'Master', moduleId: 'smart_auth', clientId: String(json['clientId']) };
  const archived = await bench.administration.archive(key, { author });
  const created = await bench.administration.create(key, json, author);
  expect([archived.kind, created.kind]).toEqual(['changed', 'created']);
}

beforeAll(async () => {
  server = await startTestServer({
    clients: testClients.map((client) => ({ ...client, rememberApprovedScopes: true })),
  });
  bench = new ClientBench(server.databaseUrl);
  const { issuer } = server;
  const scope = 'openid patient/*.rs offline_access';
  before = {
    tokens: await tokensFor(issuer, { person, scope }),
    code: await obtainCode(issuer, { scope }, person),
    requestUri: await pushed(issuer),
    backend: await clientToken(issuer),
  };
  await createAnew(definitionOf('public-app'));
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
