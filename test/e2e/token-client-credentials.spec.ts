import { decodeJwt, decodeProtectedHeader } from 'jose';
import { basic, postForm } from '../support/app.js';
import { answered, type Answer } from '../support/endpoint-calls.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const clients = [
  ...testClients,
  { ...backend, clientId: 'broad', scopes: ['system/*.cruds', 'system/Patient.read', 'openid', 'offline_access'] },
  { ...backend, clientId: 'fixed', scopes: ['system/Patient.rs', 'system/Observation.rs'], fixedScope: true },
  { ...backend, clientId: 'generous', scopes: ['system/Patient.rs'], autoGrantScopes: ['system/Observation.rs'] },
  {
    ...backend,
    clientId: 'both',
    allowedGrantTypes: ['CLIENT_CREDENTIALS', 'REFRESH_TOKEN'],
    scopes: ['system/*.rs', 'offline_access'],
  },
];

describe('POST /oauth/token with client credentials', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clients });
  });
  afterAll(() => server.stop());

  const ask = (clientId: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    answered(
      postForm(
        `${server.issuer}/oauth/token`,
        { grant_type: 'client_credentials', ...fields },
        basic(clientId, SECRET),
      ),
    );

  describe('RFC6749-12: only clients that authenticate and list the grant', () => {
    test.each([
      { name: 'a public client', fields: { client_id: 'public-app' }, error: 'unauthorized_client' },
      { name: 'a confidential one without its secret', fields: { client_id: 'backend' }, error: 'invalid_client' },
    ])('$name gets $error', async ({ fields, error }) => {
      const answer = await answered(
        postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials', ...fields }),
      );

      expect([answer.status, answer.body.error]).toEqual([400, error]);
    });

    test('a client of another grant gets unauthorized_client', async () => {
      const { status, body } = await ask('web-app');

      expect([status, body.error]).toEqual([400, 'unauthorized_client']);
    });
  });

  describe('ruling 9, ruling 39, STD X21, BS2: scopes', () => {
    test.each([
      { name: 'one that does not exist', clientId: 'backend', scope: 'everything' },
      { name: 'another context', clientId: 'backend', scope: 'patient/*.rs' },
      { name: 'more interactions than listed', clientId: 'backend', scope: 'system/*.cruds' },
      { name: 'letters out of order', clientId: 'backend', scope: 'system/*.sr' },
      { name: 'another case', clientId: 'backend', scope: 'System/*.rs' },
    ])('$name alone is invalid_scope for $clientId', async ({ clientId, scope }) => {
      const { status, body } = await ask(clientId, { scope });

      expect([status, body.error]).toEqual([400, 'invalid_scope']);
    });

    test.each([
      { name: 'a quote', scope: 'system/"x".rs' },
      { name: 'a backslash', scope: 'system/\\.rs' },
      { name: 'a control character', scope: 'system/*.rs\u0001' },
      { name: 'no ASCII', scope: 'system/Pätient.rs' },
      { name: 'more than 500 scopes', scope: Array.from({ length: 501 }, (_, place) => `s${String(place)}`).join(' ') },
    ])('RFC6749-3: $name is invalid_scope', async ({ scope }) => {
      const { status, body } = await ask('backend', { scope });

      expect([status, body.error]).toEqual([400, 'invalid_scope']);
    });

    test.each([
      { clientId: 'backend', scope: undefined, granted: 'system/*.rs' },
      { clientId: 'backend', scope: '', granted: 'system/*.rs' },
      { clientId: 'backend', scope: 'system/*.rs', granted: 'system/*.rs' },
      { clientId: 'backend', scope: 'system/Observation.rs', granted: 'system/Observation.rs' },
      { clientId: 'backend', scope: 'system/Observation.read', granted: 'system/Observation.read' },
      { clientId: 'backend', scope: 'system/*.rs nonsense patient/*.rs', granted: 'system/*.rs' },
      { clientId: 'backend', scope: 'system/Patient.rs system/Patient.rs', granted: 'system/Patient.rs' },
      { clientId: 'broad', scope: 'system/Observation.write', granted: 'system/Observation.write' },
      { clientId: 'broad', scope: 'system/*.cruds openid', granted: 'system/*.cruds openid' },
      { clientId: 'fixed', scope: 'system/Patient.rs', granted: 'system/Patient.rs system/Observation.rs' },
      { clientId: 'fixed', scope: 'launch/patient', granted: 'system/Patient.rs system/Observation.rs' },
      { clientId: 'generous', scope: 'system/Patient.rs', granted: 'system/Patient.rs system/Observation.rs' },
    ])('$clientId asks for "$scope" and gets "$granted"', async ({ clientId, scope, granted }) => {
      const { status, body } = await ask(clientId, scope === undefined ? {} : { scope });

      expect([status, body.scope]).toEqual([200, granted]);
      expect(decodeJwt(body.access_token as string).scope).toBe(granted);
    });
  });

  test('STD BS4, BS6, T2: answers with scope and numeric expires_in, and never with a refresh or ID token', async () => {
    const { status, headers, body } = await ask('both', { scope: 'system/*.rs offline_access' });

    expect([status, headers.get('cache-control'), headers.get('pragma')]).toEqual([200, 'no-store', 'no-cache']);
    expect(body).toEqual({
      access_token: expect.any(String) as string,
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'system/*.rs offline_access',
    });
  });

  test('RFC9068-4, ruling 49: the subject is the client', async () => {
    const { body } = await ask('backend');
    const claims = decodeJwt(body.access_token as string);

    expect(decodeProtectedHeader(body.access_token as string).typ).toBe('at+jwt');
    expect(claims).toMatchObject({ iss: server.issuer, sub: 'backend', client_id: 'backend', scope: 'system/*.rs' });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
    for (const name of ['auth_time', 'sid', 'grant_id', 'username', 'patient']) expect(claims).not.toHaveProperty(name);
  });

  test('every token has an id of its own', async () => {
    const ids = [];
    for (let turn = 0; turn < 5; turn += 1) ids.push(decodeJwt((await ask('backend')).body.access_token as string).jti);

    expect(new Set(ids).size).toBe(5);
  });
});
