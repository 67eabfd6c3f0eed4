import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { basic } from '../support/app.js';
import { issueCertificate, type IssuedCertificate } from '../support/client-certificates.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { certificateHeaders, PROXY_ADDRESS } from '../support/tls-proxy.js';
import { wardModule } from '../support/ward-module.js';

const authority = issueCertificate({ subject: [['CN', 'Authority']], isAuthority: true });
const impostor = issueCertificate({ subject: [['CN', 'Authority']], isAuthority: true });
const APP = [['CN', 'app']] as const;
const app = issueCertificate({ subject: APP, issuer: authority });
const own = issueCertificate({ subject: [['CN', 'own']] });

const backend = testClients.find(({ clientId }) => clientId === 'backend');
const service = { ...backend, clientSecrets: [] };
const clients = [
  ...testClients,
  { ...service, clientId: 'by-dn', tokenEndpointAuthMethod: 'tls_client_auth', tlsClientAuthSubjectDn: 'CN=app' },
  {
    ...service,
    clientId: 'by-key',
    tokenEndpointAuthMethod: 'self_signed_tls_client_auth',
    publicJwks: JSON.stringify({ keys: [{ ...own.jwk, kid: 'k', x5c: [own.der.toString('base64')] }] }),
  },
];
const mtls = (module: string): string[] => [
  `module.${module}.config.mtls.certificate_header=Client-Cert`,
  `module.${module}.config.mtls.trusted_proxies=${PROXY_ADDRESS}`,
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    clients,
    properties: [
      ...mtls('smart_auth'),
      'module.smart_auth.config.mtls.trust_anchors.file=classpath:authorities.pem',
      ...wardModule,
      ...mtls('ward'),
      ...wardModule.map((line) => line.replaceAll('ward', 'attic')),
    ],
    files: { 'authorities.pem': authority.cert },
  });
});
afterAll(() => server.stop());

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly body?: string;
  /** Name and value in turn, so that a header can come twice. */
  readonly headers?: readonly string[];
  /** Whose address the connection comes from: the proxy's unless it says otherwise. */
  readonly from?: string;
}

async function send({ method = 'POST', path, body = '', headers = [], from = PROXY_ADDRESS }: Sent) {
  const form = ['Content-Type', 'application/x-www-form-urlencoded', 'Content-Length', String(body.length)];
  const options = { port: server.port, host: '127.0.0.1', localAddress: from, method, path };
  const lines = ['Host', 'x', 'Accept', 'application/json', ...(body === '' ? [] : form), ...headers];
  return new Promise<{ status: number; error: unknown }>((resolve, reject) => {
    const outgoing = request({ ...options, headers: lines }, (answer) => {
      void text(answer).then((read) => {
        const { error } = (read === '' ? {} : JSON.parse(read)) as { error?: unknown };
        resolve({ status: answer.statusCode ?? 0, error });
      });
    });
    outgoing.on('error', reject).end(body);
  });
}

const headerOf = ({ der }: IssuedCertificate): readonly string[] => [
  'Client-Cert',
  certificateHeaders(der)['Client-Cert'] ?? '',
];
const token = (clientId: string, headers: readonly string[], more: Partial<Sent> = {}) =>
  send({ path: '/oauth/token', body: `grant_type=client_credentials&client_id=${clientId}`, headers, ...more });

describe('a header of certificates that does not come from the proxy', () => {
  test.each([
    { path: '/oauth/token', body: 'grant_type=client_credentials&client_id=by-dn' },
    { path: '/oauth/introspect', body: 'token=x&client_id=by-dn' },
    { path: '/oauth/revoke', body: 'token=x&client_id=by-dn' },
    { path: '/oauth/par', body: 'response_type=code&client_id=public-app' },
    { path: '/oauth/userinfo', body: 'access_token=x' },
  ])('STD RFC8705-4: is refused at $path, though it holds the right certificate', async ({ path, body }) => {
    const answer = await send({ path, body, headers: headerOf(app), from: '127.0.0.1' });

    expect(answer).toEqual({ status: 400, error: 'invalid_request' });
  });

  test('STD RFC8705-4: is refused whatever it holds, and whatever forwarding headers say', async () => {
    const forwarded = [
      'X-Forwarded-For',
      PROXY_ADDRESS,
      'Forwarded',
      `for=${PROXY_ADDRESS}`,
      'X-Real-IP',
      PROXY_ADDRESS,
    ];
    const answers = [
      await token('by-dn', [...headerOf(app), ...forwarded], { from: '127.0.0.1' }),
      await token('by-dn', ['CLIENT-CERT', ''], { from: '127.0.0.1' }),
      await token('by-dn', ['client-cert', 'nonsense'], { from: '127.0.0.1' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  test('STD RFC8705-4, O-14: is on record with the address it came from', async () => {
    await token('by-dn', headerOf(app), { from: '127.0.0.1' });

    const [row] = await rowsOf(
      server.databaseUrl,
      `select client_id, error_code, remote_address, detail->>'cause' as cause from audit_event
        where outcome = 'failure' order by sequence desc limit 1`,
    );
    expect(row).toEqual({
      client_id: 'by-dn',
      error_code: 'invalid_request',
      remote_address: '127.0.0.1',
      cause: 'from elsewhere',
    });
  });
});

describe('a header from the proxy', () => {
  test.each([
    {
      name: 'twice, which a proxy that lets it pass would make of a forged one',
      headers: [...headerOf(app), ...headerOf(app)],
    },
    { name: 'a forged one before it', headers: [...headerOf(own), ...headerOf(app)] },
    { name: 'an empty one before it', headers: ['Client-Cert', '', ...headerOf(app)] },
    {
      name: 'two values in one line',
      headers: [
        'Client-Cert',
        headerOf(app)
          .slice(1)
          .concat(headerOf(own)[1] ?? '')
          .join(', '),
      ],
    },
    { name: 'nonsense', headers: ['Client-Cert', 'nonsense'] },
    {
      name: 'a certificate and more bytes',
      headers: ['Client-Cert', `:${Buffer.concat([app.der, app.der]).toString('base64')}:`],
    },
    { name: 'V-42: 20 KB', headers: ['Client-Cert', `:${'A'.repeat(20_000)}:`] },
  ])('STD RFC8705-4: is refused: $name', async ({ headers }) => {
    expect(await token('by-dn', headers)).toEqual({ status: 400, error: 'invalid_request' });
  });

  test('STD RFC8705-1: counts where it is right', async () => {
    expect((await token('by-dn', headerOf(app))).status).toBe(200);
    expect((await token('by-key', headerOf(own))).status).toBe(200);
  });
});

describe('tls_client_auth', () => {
  test.each([
    { name: 'no certificate', headers: [] },
    { name: 'an empty header', headers: ['Client-Cert', ''] },
    { name: 'a certificate that the client signed itself', headers: headerOf(issueCertificate({ subject: APP })) },
    {
      name: 'one of another authority of that name',
      headers: headerOf(issueCertificate({ subject: APP, issuer: impostor })),
    },
    {
      name: 'one for servers',
      headers: headerOf(issueCertificate({ subject: APP, issuer: authority, purpose: 'server' })),
    },
    {
      name: 'one that has expired',
      headers: headerOf(issueCertificate({ subject: APP, issuer: authority, days: ['200101', '210101'] })),
    },
    {
      name: 'one that is not valid yet',
      headers: headerOf(issueCertificate({ subject: APP, issuer: authority, days: ['480101', '491231'] })),
    },
    {
      name: "somebody else's of the same authority",
      headers: headerOf(issueCertificate({ subject: [['CN', 'other']], issuer: authority })),
    },
    {
      name: 'one that has the name among others',
      headers: headerOf(
        issueCertificate({
          subject: [
            ['O', 'x'],
            ['CN', 'app'],
          ],
          issuer: authority,
        }),
      ),
    },
    { name: 'one issued by a client', headers: headerOf(issueCertificate({ subject: APP, issuer: app })) },
    { name: 'the authority itself', headers: headerOf(authority) },
  ])('STD RFC8705-1: refuses $name', async ({ headers }) => {
    const { status, error } = await token('by-dn', headers);

    expect([status, error]).toEqual([400, expect.stringMatching(/^invalid_(?:client|request)$/)]);
  });

  test('STD RFC8705-1: refuses everything where nobody vouches for certificates', async () => {
    expect(await token('by-dn', headerOf(app), { path: '/ward/oauth/token' })).toMatchObject({
      error: 'invalid_client',
    });
  });
});

describe('self_signed_tls_client_auth', () => {
  test.each([
    { name: 'no certificate', headers: [] },
    { name: 'another certificate', headers: headerOf(app) },
    {
      name: 'another certificate of the same key',
      headers: headerOf(issueCertificate({ subject: APP, keys: own.keys })),
    },
    { name: 'another one of the same name', headers: headerOf(issueCertificate({ subject: [['CN', 'own']] })) },
  ])('STD RFC8705-1: refuses $name', async ({ headers }) => {
    expect(await token('by-key', headers)).toEqual({ status: 400, error: 'invalid_client' });
  });
});

describe('a certificate that has expired', () => {
  const expired = headerOf(issueCertificate({ subject: APP, issuer: authority, days: ['200101', '210101'] }));

  test.each(['/oauth/introspect', '/oauth/revoke'])('STD RFC8705-1: authenticates nobody at %s', async (path) => {
    const answers = [];
    for (const headers of [headerOf(app), expired])
      answers.push(await send({ path, body: 'token=x&client_id=by-dn', headers }));

    expect(answers).toEqual([
      { status: 200, error: undefined },
      { status: 400, error: 'invalid_client' },
    ]);
  });

  test('STD RFC8705-2: is nothing that tokens are bound to, however the client authenticates', async () => {
    const bySecret = `backend&client_secret=${encodeURIComponent(SECRET)}`;

    expect((await token(bySecret, headerOf(app))).status).toBe(200);
    expect(await token(bySecret, expired)).toEqual({ status: 400, error: 'invalid_request' });
  });
});

describe('other ways', () => {
  test('STD OID-14: a client of certificates does not authenticate by a secret', async () => {
    const body = 'grant_type=client_credentials';
    const headers = ['Authorization', basic('by-dn', SECRET).authorization ?? '', ...headerOf(app)];

    expect(await send({ path: '/oauth/token', body, headers })).toEqual({ status: 401, error: 'invalid_client' });
  });

  test('STD OID-14: nor does a client of secrets by a certificate', async () => {
    expect(await token('backend', headerOf(app))).toEqual({ status: 400, error: 'invalid_client' });
  });

  test('STD RFC8705-4: where mutual TLS is off, the header is one like any other', async () => {
    const path = '/attic/oauth/token';

    expect(await token('by-dn', headerOf(app), { path })).toEqual({ status: 400, error: 'invalid_client' });
    expect(await token('backend&client_secret=' + encodeURIComponent(SECRET), headerOf(app), { path })).toMatchObject({
      status: 200,
    });
  });
});
