import { postForm } from '../support/app.js';
import { answered, type Answer } from '../support/endpoint-calls.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp] = testClients;
const clients = [
  { ...publicApp },
  { ...publicApp, clientId: 'native', registeredRedirectUris: ['com.example.app:/cb', 'http://127.0.0.1/cb'] },
  { ...publicApp, clientId: 'elsewhere', allowedOrigins: ['https://spa.example:8443'] },
  {
    ...publicApp,
    clientId: 'untrusted',
    untrusted: true,
    registeredRedirectUris: ['https://self.example/cb', 'https://app.example/cb'],
  },
  { ...publicApp, clientId: 'switched-off', enabled: false, registeredRedirectUris: ['https://off.example/cb'] },
];

/** Addresses an app's script calls, with the method it uses. */
const called = [
  '/oauth/token',
  '/oauth/par',
  '/oauth/userinfo',
  '/oauth/introspect',
  '/oauth/revoke',
  '/session/token/revoke',
] as const;
/** Public documents. */
const open = [
  '/jwk',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
  '/.well-known/smart-configuration',
] as const;
/** What only a person's browser visits, or only the server of an EHR calls. */
const closed = ['/oauth/authorize', '/signin', '/authenticate', '/session/management', '/device', '/launch'] as const;
const foreign = [
  'https://evil.example',
  'null',
  'https://sub.app.example',
  'https://app.example.evil.example',
  'http://app.example',
  'https://app.example:444',
  'HTTPS://APP.EXAMPLE',
  'https://app.example/',
  'https://off.example',
  'com.example.app:',
];

describe('STD X16, V-69: CORS', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clients });
  });
  afterAll(() => server.stop());

  const preflight = (path: string, origin: string): Promise<Answer> =>
    answered(
      fetch(server.issuer + path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      }),
    );
  const call = (path: string, origin: string): Promise<Answer> =>
    answered(postForm(server.issuer + path, { token: 'x' }, { origin }));
  const allowed = ({ headers }: Answer): (string | null)[] => [
    headers.get('access-control-allow-origin'),
    headers.get('access-control-allow-credentials'),
  ];

  test.each(called.flatMap((path) => foreign.map((origin) => ({ path, origin }))))(
    '$path says nothing to $origin',
    async ({ path, origin }) => {
      expect(allowed(await preflight(path, origin))).toEqual([null, null]);
      expect(allowed(await call(path, origin))).toEqual([null, null]);
    },
  );

  test.each(
    closed.flatMap((path) => ['https://app.example', 'https://evil.example'].map((origin) => ({ path, origin }))),
  )('B-24: $path has no CORS at all, not even for $origin', async ({ path, origin }) => {
    const get = await answered(fetch(server.issuer + path, { headers: { origin }, redirect: 'manual' }));

    for (const answer of [await preflight(path, origin), await call(path, origin), get]) {
      expect(allowed(answer)).toEqual([null, null]);
      expect(answer.headers.get('access-control-allow-methods')).toBeNull();
    }
  });

  test.each(
    called.flatMap((path) =>
      ['https://app.example', 'https://spa.example:8443', 'https://self.example'].map((origin) => ({ path, origin })),
    ),
  )('STD T7: $path answers $origin by name, without credentials', async ({ path, origin }) => {
    const before = await preflight(path, origin);

    expect([before.status, ...allowed(before)]).toEqual([204, origin, null]);
    expect(before.headers.get('access-control-allow-methods')).toContain('POST');
    expect(before.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
    expect(before.headers.get('vary')).toContain('Origin');
    const real = await call(path, origin);
    expect(allowed(real)).toEqual([origin, null]);
    expect(real.headers.get('vary')).toContain('Origin');
  });

  test.each([
    { origin: 'https://self.example', whose: 'an app that nobody answers for', expected: [null, null] },
    { origin: 'https://evil.example', whose: 'nobody', expected: [null, null] },
    { origin: 'https://app.example', whose: 'an app', expected: ['https://app.example', 'true'] },
  ])('V-69, ruling 45: /logout answers $origin, of $whose: $expected', async ({ origin, expected }) => {
    expect(allowed(await preflight('/logout', origin))).toEqual(expected);
    expect(allowed(await call('/logout?cb=none', origin))).toEqual(expected);
  });

  test('STD X16: an error can be read by the app as well', async () => {
    const answer = await call('/oauth/token', 'https://app.example');

    expect([answer.status, ...allowed(answer)]).toEqual([400, 'https://app.example', null]);
  });

  test('a call without Origin is marked as depending on it', async () => {
    const answer = await answered(postForm(`${server.issuer}/oauth/token`, {}));

    expect([...allowed(answer), answer.headers.get('vary')]).toEqual([null, null, 'Origin']);
  });

  test.each(open)('STD D17, I3, I4: everyone may read %s, without credentials', async (path) => {
    const get = await answered(fetch(server.issuer + path, { headers: { origin: 'https://evil.example' } }));
    const before = await preflight(path, 'https://evil.example');

    for (const answer of [get, before]) expect(allowed(answer)).toEqual(['*', null]);
    expect([get.status, before.status, before.headers.get('access-control-allow-methods')]).toEqual([200, 204, 'GET']);
  });
});

describe('cors.* of a module', () => {
  let server: TestServer;
  beforeAll(async () => {
    const module = (id: string, path: string, lines: readonly string[]): readonly string[] =>
      [
        'type=SECURITY_OUT_SMART',
        'requires.SECURITY_IN_UP=local_security',
        'config.bind_address=127.0.0.1',
        'config.port=PORT',
        `config.context_path=${path}`,
        `config.issuer.url=http://127.0.0.1:PORT${path}`,
        ...lines,
      ].map((line) => `module.${id}.${line}`);
    server = await startTestServer({
      clients: [],
      properties: [
        ...module('closed', '/closed', ['config.cors.enable=false']),
        ...module('more', '/more', ['config.cors.origins=https://more.example', 'config.cors.allowed_headers=X-Trace']),
        ...module('any', '/any', ['config.cors.origins=*']),
      ],
    });
  });
  afterAll(() => server.stop());

  const preflight = (path: string, origin: string): Promise<Answer> =>
    answered(fetch(server.issuer + path, { method: 'OPTIONS', headers: { origin } }));

  test.each([
    { path: '/closed/oauth/token', origin: 'https://more.example', expected: null },
    { path: '/more/oauth/token', origin: 'https://other.example', expected: null },
    { path: '/more/oauth/token', origin: 'https://more.example', expected: 'https://more.example' },
    { path: '/any/oauth/token', origin: 'https://other.example', expected: 'https://other.example' },
    { path: '/any/logout', origin: 'https://other.example', expected: null },
    { path: '/any/oauth/authorize', origin: 'https://other.example', expected: null },
  ])('STD X16: $path tells $origin: $expected', async ({ path, origin, expected }) => {
    const { headers } = await preflight(path, origin);

    expect(headers.get('access-control-allow-origin')).toBe(expected);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('further headers can be allowed', async () => {
    const { headers } = await preflight('/more/oauth/token', 'https://more.example');

    expect(headers.get('access-control-allow-headers')).toContain('X-Trace');
  });
});
