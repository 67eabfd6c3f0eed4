import * as oauth from 'oauth4webapi';
import { authorizeUrl, newPkce, postForm } from '../support/app.js';
import { assertionFields, clientAssertion, serviceToken, type AssertionWish } from '../support/client-assertions.js';
import { cryptoKeyOf, keySetOf, newClientKey, type ClientKey } from '../support/client-keys.js';
import { answered, type Answer } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
const insecure = { [oauth.allowInsecureRequests]: true } as const;

const rsa = newClientKey('RS384', 'rsa');
const ec = newClientKey('ES384', 'ec');
const further = ['RS256', 'PS256', 'ES256', 'PS384', 'EdDSA'].map((alg) => newClientKey(alg, alg));
const backend = testClients.find(({ clientId }) => clientId === 'backend');
const service = {
  ...backend,
  clientId: 'bulk-service',
  clientSecrets: [],
  publicJwks: keySetOf(rsa, ec),
};
const clients = [
  ...testClients,
  service,
  ...further.map((key) => ({
    ...service,
    clientId: `service-${key.alg}`,
    publicJwks: keySetOf(key),
    tokenEndpointAuthSigningAlg: key.alg,
  })),
];

let server: TestServer;
let as: oauth.AuthorizationServer;

beforeAll(async () => {
  server = await startTestServer({ clients });
  const issuer = new URL(server.issuer);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(() => server.stop());

const assertion = (wish: Partial<AssertionWish> = {}): string =>
  clientAssertion({ key: rsa, clientId: 'bulk-service', audience: `${server.issuer}/oauth/token`, ...wish });
const send = (fields: Readonly<Record<string, string>>): Promise<Answer> =>
  answered(postForm(`${server.issuer}/oauth/token`, fields));
const right = (): Record<string, string> => ({
  grant_type: 'client_credentials',
  scope: 'system/*.rs',
  ...assertionFields(assertion()),
});

/** What a backend service written on the library does to get a token. */
async function authorized(key: ClientKey, clientId = 'bulk-service'): Promise<oauth.TokenEndpointResponse> {
  const client = { client_id: clientId };
  const authentication = oauth.PrivateKeyJwt({ key: await cryptoKeyOf(key), kid: key.kid });
  const parameters = new URLSearchParams({ scope: 'system/*.rs' });
  const response = await oauth.clientCredentialsGrantRequest(as, client, authentication, parameters, insecure);
  return oauth.processClientCredentialsResponse(as, client, response);
}

describe('STD RFC9700-8: a backend service on oauth4webapi', () => {
  test('STD D12, D13: discovery tells it what it may use', () => {
    expect(as).toMatchObject({
      token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']) as string[],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    });
  });

  test.each([
    { name: 'RS384', key: rsa },
    { name: 'ES384', key: ec },
  ])('STD I27, I28, BS1, BS4, BS5, BS6: $name gets a token for five minutes and no refresh token', async ({ key }) => {
    const tokens = await authorized(key);

    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'system/*.rs', expires_in: 300 });
    expect(tokens).not.toHaveProperty('refresh_token');
  });

  test('V-36: the audit record tells how it authenticated, and why somebody else was refused', async () => {
    await authorized(rsa);
    await serviceToken(server.issuer, assertion({ key: ec, header: { kid: 'nothing' } }));
    const text =
      'SELECT outcome, client_id, detail FROM audit_event WHERE client_id = $1 ORDER BY at DESC, sequence DESC LIMIT 2';

    expect(await rowsOf(server.databaseUrl, text, ['bulk-service'])).toMatchObject([
      { outcome: 'failure', detail: { endpoint: 'token', cause: expect.stringContaining('key') as string } },
      { outcome: 'success', detail: { grantType: 'client_credentials', clientAuthentication: 'private_key_jwt' } },
    ]);
  });

  test.each(further)('STD X4: $alg where the client definition says so', async (key) => {
    const tokens = await authorized(key, `service-${key.alg}`);

    expect(tokens).toHaveProperty('access_token');
    await expect(authorized(key)).rejects.toMatchObject({ error: 'invalid_client', status: 400 });
  });

  test('STD IN5, BS7: its token shows what it may do, to itself and to a resource server alike', async () => {
    const { access_token: token } = await authorized(ec);
    const asked = await answered(
      postForm(`${server.issuer}/oauth/introspect`, { token, ...assertionFields(assertion()) }),
    );

    expect(asked.body).toMatchObject({
      active: true,
      client_id: 'bulk-service',
      sub: 'bulk-service',
      scope: 'system/*.rs',
    });
  });
});

describe('STD I24 to I26, B1 to B9, B20: what is wrong with a request', () => {
  test('STD B1, K5: nothing, with client_id in the body and without', async () => {
    const without = await send(right());
    const withId = await send({ ...right(), client_id: 'bulk-service' });

    expect([without, withId]).toMatchObject([
      { status: 200, body: { token_type: 'Bearer', expires_in: 300, scope: 'system/*.rs' } },
      { status: 200 },
    ]);
  });

  test.each<{ name: string; change: () => Record<string, string | undefined>; error: string }>([
    { name: 'B3: no grant_type', change: () => ({ grant_type: undefined }), error: 'invalid_request' },
    {
      name: 'B3, I24: another grant_type',
      change: () => ({ grant_type: 'invalid test value' }),
      error: 'unsupported_grant_type',
    },
    {
      name: 'B4: no client_assertion_type',
      change: () => ({ client_assertion_type: undefined }),
      error: 'invalid_client',
    },
    {
      name: 'B4, I25, I26: another one',
      change: () => ({ client_assertion_type: 'invalid test value' }),
      error: 'invalid_client',
    },
    { name: 'B5, BS1, ruling 40: no scope', change: () => ({ scope: undefined }), error: 'invalid_scope' },
    { name: 'B5: another scope', change: () => ({ scope: 'invalid test value' }), error: 'invalid_scope' },
    { name: 'B6: no client_assertion', change: () => ({ client_assertion: undefined }), error: 'invalid_client' },
    {
      name: 'B6: another client_assertion',
      change: () => ({ client_assertion: 'invalid test value' }),
      error: 'invalid_client',
    },
    {
      name: 'B7: another aud',
      change: () => assertionFields(assertion({ claims: { aud: 'nonsense' } })),
      error: 'invalid_client',
    },
    {
      name: 'B8, K5: another iss',
      change: () => assertionFields(assertion({ claims: { iss: 'nonsense' } })),
      error: 'invalid_client',
    },
    {
      name: 'K2, FP7: no sub',
      change: () => assertionFields(assertion({ claims: { sub: undefined } })),
      error: 'invalid_client',
    },
    {
      name: 'B9: an unknown client',
      change: () => assertionFields(assertion({ clientId: 'nobody' })),
      error: 'invalid_client',
    },
    {
      name: 'B20: a key nobody knows',
      change: () => assertionFields(assertion({ key: newClientKey('RS384', 'rsa') })),
      error: 'invalid_client',
    },
    { name: 'K5: a client_id of another client', change: () => ({ client_id: 'backend' }), error: 'invalid_client' },
  ])('STD K8, BS3: $name is $error', async ({ change, error }) => {
    const fields = Object.entries({ ...right(), ...change() }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const { status, body } = await send(Object.fromEntries(fields));

    expect({ status, body }).toEqual({
      status: 400,
      body: { error, error_description: expect.stringMatching(/\.$/) as string },
    });
  });

  test('STD B2: a request as JSON is none', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await answered(
      fetch(`${server.issuer}/oauth/token`, { method: 'POST', headers, body: JSON.stringify(right()) }),
    );

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test('STD RFC6749-7: a secret in the header is no second proof', async () => {
    const headers = { authorization: `Basic ${Buffer.from('bulk-service:secret').toString('base64')}` };
    const answer = await answered(postForm(`${server.issuer}/oauth/token`, right(), headers));

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test('there is no authorization page for it', async () => {
    const url = authorizeUrl(server.issuer, { client_id: 'bulk-service', code_challenge: newPkce().challenge });

    expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBeNull();
  });
});

describe('STD B10 to B18: scopes of a service that may read', () => {
  test.each([
    { scope: '', granted: undefined },
    { scope: 'launch fhirUser', granted: undefined },
    { scope: 'system/*.read', granted: 'system/*.read' },
    { scope: 'system/*.rs', granted: 'system/*.rs' },
    { scope: 'system/Patient.r', granted: 'system/Patient.r' },
    { scope: 'system/Patient.read system/Observation.rs', granted: 'system/Patient.read system/Observation.rs' },
    { scope: 'system/Patient.unknownAction', granted: undefined },
    { scope: 'system/Patient.xyz', granted: undefined },
    { scope: 'system/UnknownType.read', granted: undefined },
    { scope: 'system/*.write', granted: undefined },
    { scope: 'system/*.*', granted: undefined },
    { scope: 'system/Patient.cud', granted: undefined },
    { scope: 'system/Patient.c', granted: undefined },
    { scope: 'system/Patient.d', granted: undefined },
  ])('BS2: "$scope" grants $granted', async ({ scope, granted }) => {
    const { body } = await serviceToken(server.issuer, assertion(), { scope });

    expect([body.scope, body.error]).toEqual(
      granted === undefined ? [undefined, 'invalid_scope'] : [granted, undefined],
    );
  });
});
