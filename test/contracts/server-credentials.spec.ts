import { OurCredentials } from '#oidc-server-definition/runtime/our-credentials';
import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import { ClientKeys } from '#oidc-server-definition/runtime/client-keys';
import type { ServerRecords } from '#oidc-server-definition/runtime/server-records';
import type { ServerSecret } from '#oidc-server-definition/server-secret';
import type { Keystore } from '#keystore/keystore.port';
import type { ServerSettings } from '#protocol/server/server';
import { newClientKey } from '../support/client-keys.js';
import { startProviderUpstream, type ProviderUpstream } from '../support/provider-upstream.js';
import { knownServer, serverRuntimeBench } from '../support/server-runtime-bench.js';
import { jwtOf } from '../support/upstream.js';

const SECRET = 'a secret: with+signs%20 & more~*';
const key = newClientKey('ES256', 'ours');
const FORM = 'application/x-www-form-urlencoded';

let upstream: ProviderUpstream;
beforeAll(async () => {
  const withSecret = (client_id: string, token_endpoint_auth_method: 'client_secret_basic' | 'client_secret_post') => ({
    ...{ client_id, client_secret: SECRET, token_endpoint_auth_method },
  });
  upstream = await startProviderUpstream([
    withSecret('basic id', 'client_secret_basic'),
    withSecret('form', 'client_secret_post'),
    { client_id: 'public', token_endpoint_auth_method: 'none' },
    { client_id: 'signing', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key.jwk] } },
  ]);
});
afterAll(async () => upstream.stop());
beforeEach(() => {
  upstream.received.length = 0;
});

/** Calls an endpoint of the upstream as the definition says. */
async function call(path: string, settings: Partial<ServerSettings>, hasSecret: boolean, audience?: 'token_endpoint') {
  const bench = serverRuntimeBench();
  const server: KnownServer = { ...knownServer(upstream.issuer, settings), hasSecret };
  const found = await bench.metadata.of(server, ['token', 'introspection']);
  if (found.kind !== 'known') throw new Error(found.problem);
  const { issuer, endpoints } = found.metadata;
  const outcome = await credentials(server, audience).credentials(server, {
    ...{ issuer, tokenEndpoint: endpoints.token ?? '', algorithms: ['ES256'] },
  });
  if (outcome.kind !== 'ready') throw new Error(outcome.problem);
  const { form, authorization } = outcome.credentials;
  const own = path === '/token' ? { grant_type: 'client_credentials' } : { token: 'x'.repeat(43) };
  const { status, body } = await bench.calls.postForm(
    server,
    `${upstream.issuer}${path === '/token' ? '/token' : '/token/introspection'}`,
    new URLSearchParams({ ...own, ...form }),
    authorization === undefined ? {} : { authorization },
  );
  return { status, body, received: upstream.received.at(-1) };
}

function credentials(server: KnownServer, audience: 'issuer' | 'token_endpoint' = 'issuer'): OurCredentials {
  const callSettings = () => ({ keysFreshSeconds: 60, keystoreId: 'ours', assertionAudience: audience });
  const stored = { pid: server.pid, settings: server.settings, version: 1, secret: 'sealed' };
  const records = { of: async () => ({ byPid: new Map([[server.pid, stored]]) }) } as unknown as ServerRecords;
  const keystore = {
    ensure: async () => [],
    algorithms: async () => ['ES256'],
    sign: async (_id: string, { typ }: { readonly typ: string }, claims: object) => jwtOf(key, { typ }, { ...claims }),
  } as unknown as Keystore;
  const keys = new ClientKeys(records, keystore, { callSettings });
  const secrets = { opened: () => SECRET } as unknown as ServerSecret;
  return new OurCredentials(records, secrets, keys, keystore, { callSettings }, { now: () => new Date() });
}

const basic = `Basic ${Buffer.from('basic+id:a+secret%3A+with%2Bsigns%2520+%26+more%7E*').toString('base64')}`;
const cases = [
  { name: 'not specified, with a secret', clientId: 'basic id', mode: undefined, hasSecret: true, header: basic },
  { name: 'CLIENT_SECRET_BASIC', clientId: 'basic id', mode: 'CLIENT_SECRET_BASIC', hasSecret: true, header: basic },
  { name: 'not specified, without a secret', clientId: 'public', mode: undefined, hasSecret: false },
  { name: 'NONE, although there is a secret', clientId: 'public', mode: 'NONE', hasSecret: true },
  { name: 'CLIENT_SECRET_FORM', clientId: 'form', mode: 'CLIENT_SECRET_FORM', hasSecret: true, secret: SECRET },
] as const;
const paths = ['/token', '/introspection'] as const;

test.each(paths.flatMap((path) => cases.map((each) => ({ ...each, path }))))(
  'ruling 17: $name, at $path, is exactly what the upstream received',
  async ({ clientId, mode, hasSecret, path, ...expected }) => {
    const settings = { tokenIntrospectionClientId: clientId, ...(mode && { clientAuthenticationMode: mode }) };
    const { status, received, body } = await call(path, settings, hasSecret);
    const inForm = 'header' in expected ? undefined : clientId;

    expect({ status, body }).toMatchObject({ status: 200 });
    expect(received).toMatchObject({ headers: { 'content-type': FORM } });
    expect([received?.headers.authorization, received?.form['client_id'], received?.form['client_secret']]).toEqual([
      'header' in expected ? expected.header : undefined,
      inForm,
      'secret' in expected ? expected.secret : undefined,
    ]);
  },
);

test.each(
  paths.flatMap((path) => [
    { path, audience: undefined, typ: 'client-authentication+jwt' },
    { path, audience: 'token_endpoint' as const, typ: 'JWT' },
  ]),
)('ruling 17, V-36: PRIVATE_KEY_JWT at $path with the audience $audience', async ({ path, audience, typ }) => {
  const settings = { tokenIntrospectionClientId: 'signing', clientAuthenticationMode: 'PRIVATE_KEY_JWT' } as const;
  const first = await call(path, settings, true, audience);
  const second = await call(path, settings, true, audience);
  const parts = [first, second].map(({ received }) => read(received?.form['client_assertion'] ?? ''));
  const [{ header, claims } = { header: {}, claims: {} }] = parts;

  expect(first.body).toEqual(expect.not.objectContaining({ error: expect.anything() as unknown }));
  expect([first.status, second.status, first.received?.headers.authorization]).toEqual([200, 200, undefined]);
  expect(first.received?.form).toMatchObject({
    client_id: 'signing',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });
  expect(first.received?.form).not.toHaveProperty('client_secret');
  expect(header).toEqual({ alg: 'ES256', kid: 'ours', typ });
  expect(claims).toMatchObject({
    ...{ iss: 'signing', sub: 'signing' },
    aud: audience === undefined ? upstream.issuer : `${upstream.issuer}/token`,
    exp: Number(claims['iat']) + 60,
  });
  expect(new Set(parts.map((part) => part.claims['jti'])).size).toBe(2);
});

test('what cannot be said is said: no client id, no secret', async () => {
  const basicMode = { clientAuthenticationMode: 'CLIENT_SECRET_BASIC' } as const;
  const target = { issuer: upstream.issuer };
  const without = knownServer(upstream.issuer, basicMode);

  expect(await credentials(without).credentials(without, target)).toMatchObject({
    kind: 'unavailable',
    problem: 'it has no tokenIntrospectionClientId',
  });
});

function read(jwt: string) {
  const [header = '', payload = ''] = jwt.split('.');
  const parsed = [header, payload].map(
    (part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>,
  );
  return { header: parsed[0] ?? {}, claims: parsed[1] ?? {} };
}
