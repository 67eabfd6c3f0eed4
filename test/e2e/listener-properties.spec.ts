import { answered } from '../support/endpoint-calls.js';
import { createTestDatabase } from '../support/postgres.js';
import { StallingProxy } from '../support/stalling-proxy.js';
import { until } from '../support/server-process.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const OWN_HEADERS = {
  'X-Frame-Options': 'SAMEORIGIN',
  'Content-Security-Policy': 'default-src *',
  'Strict-Transport-Security': 'max-age=1',
  'Referrer-Policy': 'unsafe-url',
  'X-Content-Type-Options': 'sniff',
  'Cross-Origin-Opener-Policy': 'unsafe-none',
};
const ADDED = { 'permissions-policy': 'camera=()', 'x-served-by': 'ward' };

/** A second module on the port of the first, with properties of its own. */
const ward = (...properties: readonly string[]): readonly string[] => [
  'module.ward.type=SECURITY_OUT_SMART',
  'module.ward.requires.SECURITY_IN_UP=local_security',
  ...[
    'bind_address=127.0.0.1',
    'port=PORT',
    'context_path=/ward',
    'issuer.url=http://127.0.0.1:PORT/ward',
    ...properties,
  ].map((line) => `module.ward.config.${line}`),
];

let proxy: StallingProxy;
let server: TestServer;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  proxy = await StallingProxy.to(database.url);
  const headers = [...Object.entries(OWN_HEADERS), ...Object.entries(ADDED)].map(
    ([name, value]) => `${name}: ${value}`,
  );
  const admin = (moduleId: string, ...lines: readonly string[]): readonly string[] => [
    `module.${moduleId}.type=ADMIN_JSON`,
    `module.${moduleId}.requires.SECURITY_IN_UP=local_security`,
    ...['bind_address=127.0.0.1', 'port=PORT', ...lines].map((line) => `module.${moduleId}.config.${line}`),
  ];
  const health = ['endpoint_health.path=/status/alive', 'endpoint_health.status_code_if_unhealthy=503'];
  server = await startTestServer({
    databaseUrl: proxy.url,
    properties: [
      ...ward(`custom_response_headers=${headers.join('\\n')}`, 'block_http_options=true', ...health),
      ...admin('admin_json', 'context_path=/json-admin'),
      ...admin('other_admin', 'context_path=/other-admin', ...health),
    ],
  });
});
afterAll(async () => {
  proxy.resume();
  await server.stop();
  await proxy.close();
  await drop();
});

const fetchFrom = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(server.issuer + path, { redirect: 'manual', ...init });

describe('custom_response_headers', () => {
  test.each([
    ['a document', '/ward/.well-known/smart-configuration', 'GET'],
    ['a refusal as JSON', '/ward/oauth/token', 'POST'],
    ['an error page', '/ward/oauth/authorize', 'GET'],
    ['what is not there', '/ward/nowhere', 'GET'],
    ['a preflight', '/ward/oauth/token', 'OPTIONS'],
  ])('V-84: are in %s, and none of our own gives way', async (_name, path, method) => {
    const [custom, plain] = await Promise.all([
      fetchFrom(path, { method }),
      fetchFrom(path.replace('/ward', ''), { method }),
    ]);

    for (const [name, value] of Object.entries(ADDED)) {
      expect(custom.headers.get(name)).toBe(value);
      expect(plain.headers.get(name)).toBeNull();
    }
    for (const name of Object.keys(OWN_HEADERS).filter((each) => plain.headers.has(each)))
      expect([name, custom.headers.get(name)]).not.toEqual([name, OWN_HEADERS[name as keyof typeof OWN_HEADERS]]);
    expect(custom.headers.get('x-frame-options')).toBe(plain.headers.get('x-frame-options'));
  });
});

describe('block_http_options', () => {
  test.each(['/ward/oauth/token', '/ward/jwk', '/ward/logout', '/ward/.well-known/smart-configuration'])(
    'V-65: OPTIONS of %s is answered nowhere, and leaves the other module alone',
    async (path) => {
      const [blocked, open] = await Promise.all([
        fetchFrom(path, { method: 'OPTIONS', headers: { origin: 'https://app.example' } }),
        fetchFrom(path.replace('/ward', ''), { method: 'OPTIONS' }),
      ]);

      expect([blocked.status, open.status]).toEqual([404, 204]);
      expect(blocked.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  test('other methods go on', async () => {
    expect((await fetchFrom('/ward/jwk')).status).toBe(200);
  });
});

describe('endpoint_health.path', () => {
  const health = (path: string) => answered(fetchFrom(path));

  test('says that the database answers, below the context path of each module', async () => {
    const ofAdmin = ['/json-admin/endpoint-health', '/other-admin/status/alive'];
    for (const path of ['/endpoint-health', '/ward/status/alive', '/ward/status/alive?x=1', ...ofAdmin]) {
      const { status, body, headers } = await health(path);
      expect([path, status, body]).toEqual([path, 200, { status: 'up' }]);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test.each([
    ...['/ward/endpoint-health', '/status/alive', '/ward/status/alive/', '/smart/endpoint-health', '/status'],
    ...['/other-admin/endpoint-health', '/json-admin/endpoint-health/', '/admin/endpoint-health'],
  ])('R-09: it is not at %s', async (path) => {
    expect((await fetchFrom(path)).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('A-27: %s is not allowed', async (method) => {
    for (const path of ['/ward/status/alive', '/other-admin/status/alive'])
      expect((await fetchFrom(path, { method })).status).toBe(405);
  });

  test('F-13: answers with the configured status while the database does not, and soon after it does again', async () => {
    proxy.stall();

    expect(await until(async () => (await health('/ward/status/alive')).status === 503, 10)).toBe(true);
    expect(await health('/ward/status/alive')).toMatchObject({ status: 503, body: { status: 'down' } });
    expect(await health('/endpoint-health')).toMatchObject({ status: 200, body: { status: 'down' } });
    expect(await health('/json-admin/endpoint-health')).toMatchObject({ status: 200, body: { status: 'down' } });
    expect(await health('/other-admin/status/alive')).toMatchObject({ status: 503, body: { status: 'down' } });
    proxy.resume();
    expect(await until(async () => (await health('/ward/status/alive')).status === 200, 10)).toBe(true);
  });
});
