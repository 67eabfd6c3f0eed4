import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { basic, obtainCode, redemption } from '../support/app.js';
import { issueCertificate, type IssuedCertificate } from '../support/client-certificates.js';
import { startKeySite, type KeySite } from '../support/client-keys.js';
import { DpopKey } from '../support/dpop-key.js';
import { answered, introspect, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { fetchWith, PROXY_ADDRESS, TlsProxy } from '../support/tls-proxy.js';
import { wardModule } from '../support/ward-module.js';

const authority = issueCertificate({ subject: [['CN', 'Authority']], isAuthority: true });
const app = issueCertificate({
  subject: [
    ['O', 'Clinic'],
    ['CN', 'app'],
  ],
  names: [['dns', 'app.example']],
  issuer: authority,
  purpose: 'client',
});
const ownCertificate = issueCertificate({ subject: [['CN', 'whatever']] });
const published = issueCertificate({ subject: [['CN', 'published']] });
const another = issueCertificate({ subject: [['CN', 'another']], issuer: authority });

const [publicApp, , webApp, backend] = testClients;
const keySetOf = ({ jwk, der }: IssuedCertificate, withCertificate: boolean): string =>
  JSON.stringify({ keys: [{ ...jwk, kid: 'k', ...(withCertificate && { x5c: [der.toString('base64')] }) }] });
const service = { ...backend, clientSecrets: [], canIntrospectAnyTokens: true };
const selfSigned = { ...service, tokenEndpointAuthMethod: 'self_signed_tls_client_auth' };
const bound = { tlsClientCertificateBoundAccessTokens: true };
const byDn = { ...service, tokenEndpointAuthMethod: 'tls_client_auth', tlsClientAuthSubjectDn: 'CN=app,O=Clinic' };

let keySite: KeySite;
let proxy: TlsProxy;
let server: TestServer;
const person = new Person();

beforeAll(async () => {
  proxy = await TlsProxy.start(() => server.port);
  keySite = await startKeySite();
  keySite.answer = (_request, response) => {
    response.setHeader('content-type', 'application/json').end(keySetOf(published, false));
  };
  const mtls = (module: string, header: string, format: string): string[] => [
    `module.${module}.config.mtls.certificate_header=${header}`,
    `module.${module}.config.mtls.certificate_format=${format}`,
    `module.${module}.config.mtls.trusted_proxies=${PROXY_ADDRESS}`,
  ];
  server = await startTestServer({
    clients: [
      ...testClients,
      { ...byDn, clientId: 'by-dn' },
      { ...byDn, clientId: 'by-dns', tlsClientAuthSubjectDn: '', tlsClientAuthSanDns: 'app.example' },
      { ...selfSigned, clientId: 'by-x5c', publicJwks: keySetOf(ownCertificate, true) },
      { ...selfSigned, clientId: 'by-key', publicJwks: keySetOf(ownCertificate, false) },
      { ...selfSigned, clientId: 'by-site', jwksUrl: keySite.url },
      { ...byDn, ...bound, clientId: 'bound-service' },
      { ...byDn, ...bound, highAssurance: true, clientId: 'assured-service' },
      { ...byDn, highAssurance: true, clientId: 'assured-unbound' },
      { ...publicApp, ...bound, clientId: 'bound-app' },
      { ...webApp, ...bound, clientId: 'bound-web-app' },
    ],
    properties: [
      ...mtls('smart_auth', 'Client-Cert', 'rfc9440'),
      `module.smart_auth.config.mtls.alias_url=${proxy.url}`,
      'module.smart_auth.config.mtls.trust_anchors.file=classpath:authorities.pem',
      ...wardModule,
      ...mtls('ward', 'SSL-Client-Cert', 'url-encoded-pem'),
      'module.ward.config.mtls.chain_verified_by_proxy=true',
      ...wardModule.map((line) => line.replaceAll('ward', 'attic')),
      ...mtls('attic', 'X-Forwarded-Client-Cert', 'xfcc'),
      ...wardModule.map((line) => line.replaceAll('ward', 'cellar')),
    ],
    files: { 'authorities.pem': authority.cert },
  });
});
afterAll(async () => {
  await server.stop();
  await proxy.stop();
  await keySite.stop();
});
afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

interface Call {
  readonly with?: IssuedCertificate | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}
const post = (path: string, fields: Readonly<Record<string, string>>, call: Call = {}): Promise<Answer> =>
  answered(
    fetchWith(call.with)(proxy.url + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      ...(call.headers && { headers: call.headers }),
    }),
  );
const serviceToken = (clientId: string, certificate?: IssuedCertificate, path = ''): Promise<Answer> =>
  post(`${path}/oauth/token`, { grant_type: 'client_credentials', client_id: clientId }, { with: certificate });
const userinfo = (token: unknown, certificate?: IssuedCertificate): Promise<Answer> =>
  answered(
    fetchWith(certificate)(`${proxy.url}/oauth/userinfo`, { headers: { authorization: `Bearer ${String(token)}` } }),
  );
/** A code of the app is redeemed over TLS with the certificate. */
async function redeem(clientId: string, certificate: IssuedCertificate | undefined, headers?: Record<string, string>) {
  const scope = 'openid patient/*.rs offline_access';
  const { client_id: id, ...fields } = redemption(
    await obtainCode(server.issuer, { client_id: clientId, scope }, person),
    { client_id: clientId },
  );
  const named = headers === undefined ? { ...fields, client_id: String(id) } : fields;
  return {
    fields: named,
    answer: await post('/oauth/token', named, { with: certificate, ...(headers && { headers }) }),
  };
}
const refresh = (token: unknown, certificate: IssuedCertificate | undefined): Promise<Answer> =>
  post(
    '/oauth/token',
    { grant_type: 'refresh_token', refresh_token: String(token), client_id: 'bound-app' },
    { with: certificate },
  );

describe('client authentication by certificate', () => {
  test.each([
    {
      name: 'STD RFC8705-1, FAPI-5, RFC9700-8: by its subject, issued by an authority we check',
      clientId: 'by-dn',
      certificate: app,
      path: '',
    },
    { name: 'STD RFC8705-1: by its DNS name', clientId: 'by-dns', certificate: app, path: '' },
    { name: 'STD RFC8705-1: nginx, which checked the authority', clientId: 'by-dn', certificate: app, path: '/ward' },
    {
      name: 'STD RFC8705-1: self-signed, registered as x5c',
      clientId: 'by-x5c',
      certificate: ownCertificate,
      path: '',
    },
    {
      name: 'STD RFC8705-1: self-signed, registered by its key',
      clientId: 'by-key',
      certificate: ownCertificate,
      path: '',
    },
    {
      name: 'STD RFC8705-1: self-signed, published by the client',
      clientId: 'by-site',
      certificate: published,
      path: '',
    },
    {
      name: 'STD RFC8705-1: self-signed, handed over by Envoy',
      clientId: 'by-key',
      certificate: ownCertificate,
      path: '/attic',
    },
  ])('$name', async ({ clientId, certificate, path }) => {
    const { status, body } = await serviceToken(clientId, certificate, path);

    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    expect(decodeJwt(String(body.access_token))).not.toHaveProperty('cnf');
  });

  test('STD RFC8705-1: counts at introspection and revocation as well', async () => {
    const { body } = await serviceToken('by-dn', app);
    const fields = { token: String(body.access_token), client_id: 'by-dn' };
    const before = await post('/oauth/introspect', fields, { with: app });
    const revoked = await post('/oauth/revoke', fields, { with: app });
    const after = await post('/oauth/introspect', fields, { with: app });

    expect([before.body.active, revoked.status, after.body.active]).toEqual([true, 200, false]);
  });
});

describe('tokens bound to a certificate', () => {
  test('STD RFC8705-2, B-11: name it, are bearer tokens, and introspection tells', async () => {
    const { body } = await serviceToken('bound-service', app);
    const told = await introspect(server.issuer, String(body.access_token));

    expect(body.token_type).toBe('Bearer');
    expect(decodeJwt(String(body.access_token))).toMatchObject({ cnf: { 'x5t#S256': app.thumbprint } });
    expect(told.body).toMatchObject({ token_type: 'Bearer', cnf: { 'x5t#S256': app.thumbprint } });
  });

  test('STD RFC8705-2, RFC9700-5: of a public client with any certificate, refresh tokens too', async () => {
    const { answer } = await redeem('bound-app', ownCertificate);
    const first = await refresh(answer.body.refresh_token, ownCertificate);
    const second = await refresh(first.body.refresh_token, ownCertificate);

    expect((await userinfo(second.body.access_token, ownCertificate)).body).toEqual({ sub: amelia.username });
    expect(decodeJwt(String(second.body.access_token))).toMatchObject({
      cnf: { 'x5t#S256': ownCertificate.thumbprint },
    });
  });

  test.each([
    { name: 'without it', certificate: undefined },
    { name: 'with another', certificate: another },
  ])('STD RFC8705-2, B-38: userinfo refuses them $name', async ({ certificate }) => {
    const { answer } = await redeem('bound-app', ownCertificate);
    const refused = await userinfo(answer.body.access_token, certificate);

    expect([refused.status, refused.body.error]).toEqual([401, 'invalid_token']);
  });

  test('STD RFC8705-2, B-38: userinfo refuses them straight at the server', async () => {
    const { answer } = await redeem('bound-app', ownCertificate);
    const authorization = `Bearer ${String(answer.body.access_token)}`;

    expect((await fetch(`${server.issuer}/oauth/userinfo`, { headers: { authorization } })).status).toBe(401);
  });

  test.each([
    { name: 'without the certificate', certificate: undefined, error: 'invalid_request' },
    { name: 'with another', certificate: another, error: 'invalid_grant' },
  ])('STD RFC8705-2: a refresh $name is refused, at no cost for the owner', async ({ certificate, error }) => {
    const { answer } = await redeem('bound-app', ownCertificate);
    const thief = await refresh(answer.body.refresh_token, certificate);
    const owner = await refresh(answer.body.refresh_token, ownCertificate);

    expect([thief.status, thief.body.error, owner.status]).toEqual([400, error, 200]);
  });

  test('STD RFC8705-2, FAPI-7: a client whose tokens must be bound gets none without, and keeps its code', async () => {
    const { fields, answer } = await redeem('bound-app', undefined);
    const again = await post('/oauth/token', fields, { with: ownCertificate });

    expect([answer.status, answer.body.error, again.status]).toEqual([400, 'invalid_request', 200]);
  });

  test('STD RFC8705-2: a confidential client binds its access tokens, and authenticates by its own means', async () => {
    const { answer } = await redeem('bound-web-app', ownCertificate, basic('bound-web-app', SECRET));

    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({
      cnf: { 'x5t#S256': ownCertificate.thumbprint },
    });
  });

  test('a bound token introspects with its certificate only', async () => {
    const { body } = await serviceToken('bound-service', app);
    const headers = { authorization: `Bearer ${String(body.access_token)}` };
    const ask = (certificate?: IssuedCertificate) =>
      post('/oauth/introspect', { token: String(body.access_token) }, { with: certificate, headers });

    expect([(await ask(app)).status, (await ask(another)).status, (await ask()).status]).toEqual([200, 401, 401]);
  });
});

describe('discovery', () => {
  const read = async (path: string) =>
    (await answered(fetch(`${server.issuer}${path}/.well-known/oauth-authorization-server`))).body;
  const methodsAt = async (path: string) =>
    (await read(path)).token_endpoint_auth_methods_supported as readonly string[];

  test('STD RFC8705-3: names bound tokens and the addresses that ask for certificates', async () => {
    expect(await read('')).toMatchObject({
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: {
        token_endpoint: `${proxy.url}/oauth/token`,
        introspection_endpoint: `${proxy.url}/oauth/introspect`,
        revocation_endpoint: `${proxy.url}/oauth/revoke`,
        userinfo_endpoint: `${proxy.url}/oauth/userinfo`,
        pushed_authorization_request_endpoint: `${proxy.url}/oauth/par`,
      },
    });
    expect(await read('/ward')).not.toHaveProperty('mtls_endpoint_aliases');
  });

  test('STD RFC8705-3: names the methods that work', async () => {
    const both = expect.arrayContaining(['tls_client_auth', 'self_signed_tls_client_auth']);
    expect(await methodsAt('')).toEqual(both);
    expect(await methodsAt('/ward')).toEqual(both);
    expect(await methodsAt('/attic')).toEqual(expect.arrayContaining(['self_signed_tls_client_auth']));
    expect(await methodsAt('/attic')).not.toContain('tls_client_auth');
    expect((await methodsAt('/cellar')).filter((name) => name.includes('tls'))).toEqual([]);
    expect(await read('/cellar')).not.toHaveProperty('tls_client_certificate_bound_access_tokens');
  });
});

describe('openid-client', () => {
  test('STD RFC8705-1, RFC8705-3: finds the alias, authenticates by certificate, gets bound tokens', async () => {
    const fetchOverTls = fetchWith(app);
    const config = await client.discovery(
      new URL(server.issuer),
      'bound-service',
      { use_mtls_endpoint_aliases: true },
      client.TlsClientAuth(),
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
      { execute: [client.allowInsecureRequests] },
    );
    config[client.customFetch] = (url, options) => fetchOverTls(url, options as RequestInit);

    const tokens = await client.clientCredentialsGrant(config);

    expect(decodeJwt(tokens.access_token)).toMatchObject({ cnf: { 'x5t#S256': app.thumbprint } });
  });
});

test('STD RFC9449-1: a DPoP proof may name the address that asks for certificates', async () => {
  const key = new DpopKey();
  const url = `${proxy.url}/oauth/token`;
  const fields = { grant_type: 'client_credentials', client_id: 'by-dn' };

  const answer = await post('/oauth/token', fields, { with: app, headers: { dpop: await key.proof('POST', url) } });

  expect([answer.status, answer.body.token_type]).toEqual([200, 'DPoP']);
});

describe('STD FAPI-5, FAPI-7, FAPI-8: high assurance by certificate', () => {
  test('tokens are bound to the certificate, and signed with ES256', async () => {
    const { status, body } = await serviceToken('assured-service', app);
    const [header = ''] = String(body.access_token).split('.');

    expect(status).toBe(200);
    expect(decodeJwt(String(body.access_token)).cnf).toEqual({ 'x5t#S256': expect.any(String) as string });
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'ES256' });
  });

  test('another certificate, none, or a secret gives none', async () => {
    const bySecret = await post(
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { headers: basic('assured-service', SECRET) },
    );
    const answers = [await serviceToken('assured-service', another), await serviceToken('assured-service'), bySecret];

    expect(answers.map(({ body }) => body.error)).toEqual(['invalid_client', 'invalid_client', 'invalid_client']);
  });

  test('where tokens are not bound to the certificate a DPoP proof is needed', async () => {
    const fields = { grant_type: 'client_credentials', client_id: 'assured-unbound' };
    const proof = await new DpopKey().proof('POST', `${server.issuer}/oauth/token`);
    const [without, withProof] = [
      await post('/oauth/token', fields, { with: app }),
      await post('/oauth/token', fields, { with: app, headers: { dpop: proof } }),
    ];

    expect([without.body.error, withProof.status, withProof.body.token_type]).toEqual([
      'invalid_dpop_proof',
      200,
      'DPoP',
    ]);
  });
});
