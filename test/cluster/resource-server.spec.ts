import type * as actual from '../../apps/resource-server/src/main.js';
import type * as declared from '../../apps/resource-server/types/resource-server.js';
import { postForm } from '../support/app.js';
import { newClientKey } from '../support/client-keys.js';
import { clientToken, tokensFor } from '../support/endpoint-calls.js';
import { startOutside, type OutsideApplication } from '../support/outside-application.js';
import { Person } from '../support/person.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { startUpstream, type Upstream } from '../support/upstream.js';

/** The type checker sees to it that what is declared for other applications is what there is. */
type Promised = typeof declared;
export const kept: (there: typeof actual) => Pick<Promised, keyof typeof actual> = (there) => there;
export const complete: keyof typeof actual extends keyof Promised ? true : never = true;

const AUDIENCE = 'https://fhir.example/r4';
const SCOPES = ['openid', 'launch/patient', 'patient/*.rs', 'user/*.rs'];
const [publicApp, , , backend] = testClients;
const person = { ...amelia, authorities: [{ permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/123' }] };

let server: TestServer;
let upstream: Upstream;
let application: OutsideApplication;

beforeAll(async () => {
  upstream = await startUpstream(newClientKey('ES256', 'upstream'));
  server = await startTestServer({
    clients: [
      ...testClients,
      { ...publicApp, clientId: 'app', scopes: SCOPES, autoApproveScopes: SCOPES },
      { ...backend, clientId: 'reader', permissions: [{ permission: 'FHIR_ALL_READ' }] },
    ],
    users: [person],
    properties: [`module.smart_auth.config.allowed_audience_list=${AUDIENCE}`],
  });
  application = await startOutside('docs/app-developer-guide/fhir-server', {
    ...{ ISSUER: server.issuer, OTHER_ISSUER: upstream.issuer, AUDIENCE, EVALUATION: 'true', PORT: '0' },
    ...{ CLIENT_ID: 'resource-server', CLIENT_SECRET: SECRET },
  });
});
afterAll(async () => {
  await (application as OutsideApplication | undefined)?.stop();
  await Promise.all([server.stop(), upstream.stop()]);
});

const call = async (path: string, token?: string) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${application.origin}/fhir/${path}`, { headers });
  const challenge = response.headers.get('www-authenticate');
  return { status: response.status, challenge, body: (await response.json()) as Record<string, unknown> };
};
const statusOf = async (path: string, token?: string) => (await call(path, token)).status;
const personal = async (scope: string) =>
  tokensFor(server.issuer, {
    clientId: 'app',
    scope,
    parameters: { aud: AUDIENCE },
    person: new Person(),
    credentials: person,
  });

describe('an application outside the source tree, with its own copies of Nest, by gatehouse/resource-server', () => {
  test('STD RFC6750-3: tells who sends no token what to send, and no more', async () => {
    expect(await call('Observation/weight')).toEqual({
      status: 401,
      challenge: 'Bearer realm="gatehouse"',
      body: expect.objectContaining({ error: 'unauthorized' }) as unknown,
    });
  });

  test.each([
    ['a text', 'abc'],
    ['a token of a server that is not named', 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9.AAAA'],
  ])('refuses %s', async (_name, token) => {
    expect(await call('who-am-i', token)).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('error="invalid_token"') as unknown,
    });
  });

  test("a person's token reads what the person may, as far as its scopes go", async () => {
    const { access_token: token } = await personal('openid launch/patient patient/*.rs');

    expect(await call('Observation/blood-pressure', token)).toMatchObject({ status: 200, body: { value: '120/80' } });
    expect(await statusOf('Observation/weight', token)).toBe(404);
    expect((await call('who-am-i', token)).body).toMatchObject({ clientId: 'app', patient: '123' });
  });

  test('a token without clinical scopes reads nothing, and is told which scope would help', async () => {
    const { access_token: token } = await personal('openid launch/patient');

    expect(await call('Observation/blood-pressure', token)).toMatchObject({
      status: 403,
      challenge: expect.stringMatching(/insufficient_scope.*scope="user\/Observation.r"/) as unknown,
    });
    expect(await statusOf('who-am-i', token)).toBe(200);
    expect(await statusOf('break-the-glass', token)).toBe(200);
  });

  test('STD RFC9470-1: asks for a scope, and for a sign-in that is new enough', async () => {
    const { access_token: unscoped } = await personal('openid patient/*.rs');
    const old = { scope: 'openid launch/patient', aud: AUDIENCE, auth_time: Math.floor(Date.now() / 1_000) - 61 };

    expect((await call('break-the-glass', unscoped)).challenge).toContain('scope="launch/patient"');
    expect(await call('break-the-glass', upstream.token(old))).toMatchObject({
      status: 401,
      challenge: expect.stringMatching(/insufficient_user_authentication.*max_age="60"/) as unknown,
    });
  });

  test('a revoked token counts no longer', async () => {
    const { access_token: token } = await personal('openid patient/*.rs');
    await postForm(`${server.issuer}/oauth/revoke`, { token, client_id: 'app' });

    expect(await statusOf('who-am-i', token)).toBe(401);
  });

  test("a client's own token reads what the client may", async () => {
    const { access_token: token } = await clientToken(server.issuer, 'reader');

    expect(await statusOf('Observation/weight', token)).toBe(200);
  });

  test('a token that was made for somebody else does not count', async () => {
    expect(await statusOf('who-am-i', upstream.token({ aud: 'https://other.example' }))).toBe(401);
  });

  test('tokens of another server may do what the application says, narrowed by their scopes', async () => {
    const token = (scope: string, more = {}) => upstream.token({ aud: AUDIENCE, scope, ...more });

    expect(await statusOf('Observation/weight', token('user/Observation.rs'))).toBe(200);
    expect(await statusOf('Observation/weight', token('user/Patient.rs'))).toBe(403);
    expect(await statusOf('Observation/weight', token('patient/*.rs', { patient: '123', client_id: 'app' }))).toBe(404);
    expect(await statusOf('Observation/weight', token('patient/*.rs', { patient: '456', client_id: 'app' }))).toBe(200);
    expect(upstream.hits.get('/introspect')).toBeUndefined();
  });

  test('neither its secret nor a token is in its log', async () => {
    const { access_token: token } = await personal('openid patient/*.rs');
    await call('who-am-i', token);

    expect(application.output()).not.toContain(SECRET);
    expect(application.output()).not.toContain(token.slice(-20));
  });
});
