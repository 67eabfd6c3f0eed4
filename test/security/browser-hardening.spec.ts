import { CHALLENGE, answerParameters, handleOf, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { requestHead, sendRaw, type RawAnswer } from '../support/raw-http.js';
import { rowsOf, stateOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const SECURE_ISSUER = 'https://auth.example/secure';
const HSTS_YEAR = 31_536_000;

const [publicApp] = testClients;
const clients = [...testClients, { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] }];

let server: TestServer;
/** Where the module whose issuer is https is reached. */
let secure: string;

beforeAll(async () => {
  const config = 'module.secure_auth.config';
  server = await startTestServer({
    clients,
    properties: [
      'module.secure_auth.type=SECURITY_OUT_SMART',
      'module.secure_auth.requires.SECURITY_IN_UP=local_security',
      `${config}.bind_address=127.0.0.1`,
      `${config}.port=PORT`,
      `${config}.context_path=/secure`,
      `${config}.issuer.url=${SECURE_ISSUER}`,
      `${config}.seed_clients.file=classpath:clients.json`,
    ],
  });
  secure = `${server.issuer}/secure`;
});

afterAll(() => server.stop());

/** Every kind of answer that a browser shows, by name. */
const pages: Readonly<Record<string, () => Promise<Page>>> = {
  'the sign-in page': () => new Person().open(requestUrl(server.issuer)),
  'the sign-in page with a message': async () => {
    const person = new Person();
    return person.signIn(await person.open(requestUrl(server.issuer)), { username: 'nobody', password: 'x' });
  },
  'the approval page': () => openSignedIn(new Person(), requestUrl(server.issuer), amelia),
  'the form-post page': () =>
    openSignedIn(new Person(), requestUrl(server.issuer, { client_id: 'at-once', response_mode: 'form_post' }), amelia),
  'an error page of 400': () => new Person().open(requestUrl(server.issuer, { client_id: 'nobody' })),
  'an error page of 403': () => new Person().post(`${server.issuer}/authenticate`, {}),
  'an error page of 404': () => new Person().open(`${server.issuer}/nowhere`),
  'an error page of 405': () => new Person().open(`${server.issuer}/authenticate`),
  'the page of a request that was answered already': async () => {
    const person = new Person();
    const approval = await openSignedIn(person, requestUrl(server.issuer), amelia);
    await person.approve(approval);
    return person.approve(approval);
  },
  'the error page of a sign-out': () => new Person().open(`${server.issuer}/logout?cb=https://evil.example/`),
  'the page of a signed-out person': () => new Person().open(`${server.issuer}/logout`),
  'the question before signing out': async () => {
    const person = new Person();
    await openSignedIn(person, requestUrl(server.issuer), amelia);
    return person.request(`${server.issuer}/logout`, { headers: { 'sec-fetch-site': 'cross-site' } });
  },
};

describe.each(Object.entries(pages).map(([name, open]) => ({ name, open })))('$name', ({ name, open }) => {
  let page: Page;
  beforeAll(async () => {
    page = await open();
  });

  test('is HTML', () => {
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('V-62, B-51, STD RFC6749-14: cannot be framed', () => {
    expect(policyOf(page).get('frame-ancestors')).toEqual(["'none'"]);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
  });

  test('A-26, B-26: loads nothing of others and runs no script of others', () => {
    const policy = policyOf(page);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    expect([...policy.values()].flat()).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/unsafe-|\*|^https?:$/)]),
    );
    const sources = [...page.text.matchAll(/<(?:link|img|script|iframe)\b[^>]*(?:src|href)="([^"]*)"/g)];
    expect(sources.filter(([, url]) => !url?.startsWith('/resources/'))).toEqual([]);
  });

  test('A-26, O-07, STD RFC9700-6: has the headers of every answer', () => {
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    // A page of ours is known to ours alone; what leads to apps is known to nobody: they may have the same origin.
    const referrer = /form-post|error|answered|signed-out/.test(name) ? 'no-referrer' : 'same-origin';
    expect(page.headers.get('referrer-policy')).toBe(referrer);
    expect(page.text).toContain(`<meta name="referrer" content="${referrer}">`);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(maxAgeOf(page.headers.get('strict-transport-security'))).toBeGreaterThanOrEqual(HSTS_YEAR);
    expect(page.headers.get('server')).toBeNull();
    expect(page.headers.get('x-powered-by')).toBeNull();
  });

  test('A-26: no other origin may take it in, and no device or sensor is of use to it', () => {
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const features = (page.headers.get('permissions-policy') ?? '').split(', ');
    expect(features).toEqual(expect.arrayContaining(['camera=()', 'geolocation=()', 'microphone=()', 'payment=()']));
    expect(features.filter((feature) => !/^[a-z-]+=\(\)$/.test(feature))).toEqual([]);
  });

  test('V-68: must not be stored', () => {
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('B-24, V-69: no other origin may read it', () => {
    expect([...page.headers.keys()].filter((header) => header.startsWith('access-control-'))).toEqual([]);
  });
});

describe('what apps of other origins read', () => {
  test.each([
    '/.well-known/openid-configuration',
    '/.well-known/smart-configuration',
    '/.well-known/oauth-authorization-server',
    '/.well-known/jwks.json',
    '/jwk',
    '/oauth/userinfo',
  ])('STD X16: %s may be taken in by them', async (path) => {
    const answer = await new Person().request(server.issuer + path, { headers: { accept: 'application/json' } });

    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});

function policyOf(page: Page): ReadonlyMap<string, readonly string[]> {
  const policy = page.headers.get('content-security-policy') ?? '';
  return new Map(policy.split(';').map((one) => [one.trim().split(' ')[0] ?? '', one.trim().split(' ').slice(1)]));
}

function maxAgeOf(header: string | null): number {
  return Number(/max-age=(\d+)/.exec(header ?? '')?.[1]);
}

describe('V-63: what the request says of its own address', () => {
  const foreign: Readonly<Record<string, Record<string, string>>> = {
    'X-Forwarded-*': {
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '1',
      'x-forwarded-prefix': '/evil',
      'x-forwarded-uri': '/evil',
      'x-forwarded-server': 'evil.test',
    },
    Forwarded: { forwarded: 'for=192.0.2.1;host=evil.test;proto=https' },
    'X-Original-URL': {
      'x-original-url': '/oauth/token',
      'x-rewrite-url': '/oauth/token',
      'x-http-destinationurl': '/x',
    },
    'X-Real-IP and others': { 'x-real-ip': '192.0.2.1', 'x-host': 'evil.test', 'x-original-host': 'evil.test' },
  };
  const addresses = [
    '/.well-known/openid-configuration',
    '/.well-known/smart-configuration',
    '/.well-known/oauth-authorization-server',
    '/secure/.well-known/openid-configuration',
    '/oauth/authorize?client_id=nobody',
    `/oauth/authorize?response_type=code&client_id=public-app&prompt=none&redirect_uri=https://app.example/cb&scope=openid&code_challenge=${CHALLENGE}&code_challenge_method=S256`,
    '/nowhere',
  ];

  for (const [name, headers] of Object.entries(foreign)) {
    test.each(addresses)(`V-63: ${name} changes nothing of %s`, async (path) => {
      const ask = (more: Record<string, string>) => new Person().request(server.issuer + path, { headers: more });

      expect(comparable(await ask(headers))).toEqual(comparable(await ask({})));
    });
  }

  test.each(addresses)('V-63, R-08: a foreign Host changes nothing of %s', async (path) => {
    const baseline = await sendRaw(server.port, requestHead('GET', path));

    const answer = await sendRaw(server.port, requestHead('GET', path, ['Host: evil.test']));

    expect(comparableRaw(answer)).toEqual(comparableRaw(baseline));
  });

  test.each(addresses)('V-63: a request line with a foreign address changes nothing of %s', async (path) => {
    const baseline = await sendRaw(server.port, requestHead('GET', path));

    const answer = await sendRaw(server.port, requestHead('GET', `http://evil.test${path}`));

    expect(comparableRaw(answer)).toEqual(comparableRaw(baseline));
  });

  test.each([
    { name: 'two Host headers', headers: ['Host: 127.0.0.1', 'Host: evil.test'] },
    { name: 'no Host header', headers: [] },
  ])('V-63: $name: refused, or the baseline', async ({ headers }) => {
    const path = '/.well-known/openid-configuration';
    const answer = await sendRaw(server.port, requestHead('GET', path, headers));

    expect([200, 400]).toContain(answer.status);
    expect(answer.body).not.toContain('evil.test');
  });

  test('V-63: the sign-in under a foreign host ends at the registered URI with the configured issuer', async () => {
    const headers = { 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test' };
    const person = new Person();
    const asked = await person.request(requestUrl(server.issuer, { client_id: 'at-once' }), { headers });
    const form = await person.request(new URL(asked.headers.get('location') ?? '', server.issuer).href, { headers });

    expect(asked.headers.get('location')).toMatch(/^\/signin\?/);
    expect(form.text).toContain('action="/authenticate"');
    expect(answerParameters(await person.signIn(form, amelia)).iss).toBe(server.issuer);
  });
});

/** Status, target and body, without what is random. */
function comparable({ status, headers, text }: Page) {
  return { status, location: headers.get('location'), text: text.replaceAll(/GH-[\w-]+/g, 'REFERENCE') };
}

function comparableRaw({ status, head, body }: RawAnswer) {
  const location = /^location: (.*)$/im.exec(head)?.[1];
  return { status, location, body: body.replaceAll(/GH-[\w-]+/g, 'REFERENCE') };
}

describe('V-64: the address a request claims to come from', () => {
  test.each(['a.evil.test', '192.0.2.1', Array(1_000).fill('192.0.2.1').join(', '), 'fe80::1%25eth0', 'unknown', '\t'])(
    'V-64: the audit log has the real peer, whatever X-Forwarded-For says (case $#)',
    async (forwarded) => {
      const username = `peer-${forwarded.length}`;
      const person = new Person();
      const form = await person.open(requestUrl(server.issuer));
      const fields = { ...hiddenFields(form), username, password: 'x' };

      await person.post(`${server.issuer}/authenticate`, fields, {
        'x-forwarded-for': forwarded,
        forwarded: `for=${forwarded}`,
      });

      const rows = await rowsOf(
        server.databaseUrl,
        `select remote_address from audit_event where kind = 'SIGN_IN' order by sequence desc limit 1`,
      );
      expect(rows).toEqual([{ remote_address: '127.0.0.1' }]);
    },
  );
});

describe('V-65: methods', () => {
  const paths: Readonly<Record<string, string>> = {
    '/oauth/authorize': 'GET, POST',
    '/signin': 'GET, POST',
    '/authenticate': 'POST',
    '/logout': 'GET, POST',
  };
  const cells = Object.keys(paths).flatMap((path) =>
    ['HEAD', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method) => ({ path, method })),
  );

  test.each(cells.filter(({ path, method }) => !(path === '/logout' && method === 'OPTIONS')))(
    'V-65, A-27: $method $path is 405 with the methods there are, and changes nothing',
    async ({ path, method }) => {
      const person = new Person();
      await openSignedIn(person, requestUrl(server.issuer), amelia);
      const before = await stateOf(server.databaseUrl);
      const { search } = new URL(requestUrl(server.issuer, { client_id: 'at-once' }));
      const headers = ['Host: 127.0.0.1', 'Accept: text/html', `Cookie: ${person.cookieHeader}`];

      const answer = await sendRaw(server.port, requestHead(method, path + search, headers));

      expect([answer.status, /^allow: (.*)$/im.exec(answer.head)?.[1]?.trim()]).toEqual([405, paths[path]]);
      expect(answer.head).not.toMatch(/^(set-cookie|location):/im);
      expect(await stateOf(server.databaseUrl)).toEqual(before);
    },
  );

  test.each([
    { name: '_method', query: '&_method=POST', headers: {} },
    { name: 'X-HTTP-Method-Override', query: '', headers: { 'x-http-method-override': 'POST' } },
    { name: 'X-HTTP-Method', query: '', headers: { 'x-http-method': 'POST', 'x-method-override': 'POST' } },
  ])('V-65: a GET with $name stays a GET: nobody is signed in, nothing is approved', async ({ query, headers }) => {
    const person = new Person();
    const approval = await openSignedIn(person, requestUrl(server.issuer), amelia);
    const before = await stateOf(server.databaseUrl);
    const fields = { ...hiddenFields(approval), user_oauth_approval: 'true', ...amelia, authorities: '' };
    const form = new URLSearchParams(
      Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );

    const answers = [
      await person.request(`${server.issuer}/oauth/authorize?${form.toString()}${query}`, { headers }),
      await person.request(`${server.issuer}/authenticate?${form.toString()}${query}`, { headers }),
    ];

    expect(answers.map(kindOf)).toEqual(['approval', 'error']);
    expect(await stateOf(server.databaseUrl)).toEqual(before);
  });

  test('V-65, A-27: looking at the pages of a flow issues nothing', async () => {
    const person = new Person();
    const approval = await openSignedIn(person, requestUrl(server.issuer), amelia);
    const before = await stateOf(server.databaseUrl);

    await person.open(`${server.issuer}/signin?interaction=${handleOf(approval)}`);
    await person.open(`${server.issuer}/oauth/authorize?interaction=${handleOf(approval)}`);

    expect(await stateOf(server.databaseUrl)).toEqual(before);
  });
});

describe('cookies', () => {
  const NAME = 'gatehouse.smart_auth';

  test('A-26, V-67: over http they are HttpOnly, Lax and of the whole host', async () => {
    const person = new Person();
    const first = await person.request(requestUrl(server.issuer));
    const form = await person.open(new URL(first.headers.get('location') ?? '', server.issuer).href);
    const { username, password } = amelia;
    const signedIn = await person.request(`${server.issuer}/authenticate`, {
      method: 'POST',
      body: new URLSearchParams({ ...hiddenFields(form), username, password }),
    });

    const cookies = [...first.headers.getSetCookie(), ...signedIn.headers.getSetCookie()];
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([NAME, NAME, 'gatehouse-device.smart_auth']);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax/);
      expect(cookie).not.toMatch(/Domain=/i);
    }
  });

  test('A-26, V-67: with an https issuer their names start with __Host- and they are Secure', async () => {
    const person = new Person();
    const first = await person.request(requestUrl(secure));
    const form = await person.request(`${server.issuer}${first.headers.get('location') ?? ''}`);
    const { username, password } = amelia;
    const signedIn = await person.request(`${secure}/authenticate`, {
      method: 'POST',
      body: new URLSearchParams({ ...hiddenFields(form), username, password }),
    });

    const cookies = [...first.headers.getSetCookie(), ...signedIn.headers.getSetCookie()];
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-gatehouse.secure_auth',
      '__Host-gatehouse.secure_auth',
      '__Host-gatehouse-device.secure_auth',
    ]);
    expect(cookies.every((cookie) => /; Path=\//.test(cookie) && /; Secure(;|$)/.test(cookie))).toBe(true);
    expect(cookies.some((cookie) => /Domain=/i.test(cookie))).toBe(false);
  });

  test('V-67: nobody is signed in at another module by the same browser', async () => {
    const person = new Person();
    await openSignedIn(person, requestUrl(server.issuer), amelia);
    const [, value = ''] = new RegExp(`${NAME}=([^;]*)`).exec(person.cookieHeader) ?? [];
    const other = new Person();
    other.plant('__Host-gatehouse.secure_auth', value);

    expect(answerParameters(await other.open(requestUrl(secure, { prompt: 'none' }))).error).toBe('login_required');
  });

  test.each([
    { name: 'two of the same name, the right one first', header: (own: string) => `${NAME}=${own}; ${NAME}=x` },
    { name: 'two of the same name, the right one last', header: (own: string) => `${NAME}=x; ${NAME}=${own}` },
    { name: 'the right one twice', header: (own: string) => `${NAME}=${own}; ${NAME}=${own}` },
    { name: '8 KB', header: (own: string) => `${NAME}=${own}${'x'.repeat(8_192)}` },
    { name: 'bad base64', header: (own: string) => `${NAME}=${own.slice(0, -2)}!!` },
    { name: 'a wrong signature', header: (own: string) => `${NAME}=${own.slice(0, -4)}AAAA` },
    { name: 'no signature', header: (own: string) => `${NAME}=${own.split('.')[0] ?? ''}` },
    { name: 'quotes', header: (own: string) => `${NAME}="${own}"` },
    { name: 'an encoded value', header: (own: string) => `${NAME}=${own.replace('_', '%5F')}` },
    { name: 'UTF-16', header: (own: string) => `${NAME}=\xff\xfe${own.split('').join('\x80')}` },
    { name: 'another case of the name', header: (own: string) => `${NAME.toUpperCase()}=${own}` },
    { name: 'the anonymous kind', header: (own: string) => `${NAME}=${own.replace('ghb_', 'gha_')}` },
  ])('V-67: $name counts as no cookie at all', async ({ header }) => {
    const person = new Person();
    await openSignedIn(person, requestUrl(server.issuer), amelia);
    const [, own = ''] = new RegExp(`${NAME}=([^;]*)`).exec(person.cookieHeader) ?? [];
    const { pathname, search } = new URL(requestUrl(server.issuer, { prompt: 'none' }));
    const ask = (cookie: string): Promise<RawAnswer> =>
      sendRaw(
        server.port,
        Buffer.from(requestHead('GET', pathname + search, ['Host: 127.0.0.1', `Cookie: ${cookie}`]), 'latin1'),
      );

    expect((await ask(`${NAME}=${own}`)).head).toContain('error=consent_required');
    expect((await ask(header(own))).head).toContain('error=login_required');
  });
});

describe('V-68: caches', () => {
  test.each([
    '/oauth/authorize/x.css',
    '/oauth/authorize.css',
    '/oauth/authorize;.js',
    '/oauth/authorize%2f',
    '/signin/x.png',
    '/signin;x.css',
    '/authenticate/x.css',
    '/oauth/userinfo;.js',
    '/oauth/userinfo/x.css',
    '/oauth/token.json',
    '/oauth//authorize',
    '/OAUTH/AUTHORIZE',
    '/./oauth/authorize',
    '/%6Fauth/authorize/x',
  ])('V-68, V-101: %s is 404 and must not be stored', async (path) => {
    const { search } = new URL(requestUrl(server.issuer));
    const person = new Person();
    await openSignedIn(person, requestUrl(server.issuer), amelia);

    const headers = ['Host: 127.0.0.1', `Cookie: ${person.cookieHeader}`];
    const answer = await sendRaw(server.port, requestHead('GET', path + search, headers));

    expect([answer.status, /^cache-control: (.*)$/im.exec(answer.head)?.[1]?.trim()]).toEqual([404, 'no-store']);
    expect(answer.head).not.toMatch(/^(set-cookie|location):/im);
  });

  test.each([
    '/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server',
    '/.well-known/smart-configuration',
    '/jwk',
    '/.well-known/jwks.json',
  ])('V-68: %s may be cached and never sets a cookie', async (path) => {
    const response = await fetch(server.issuer + path);

    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).not.toMatch(/no-store|private/);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('V-68: the files of the pages may be cached and never set a cookie', async () => {
    const page = await new Person().open(requestUrl(server.issuer));
    const files = [...page.text.matchAll(/<link [^>]*href="([^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&#x3D;', '='),
    );
    const responses = await Promise.all(files.map((file) => fetch(server.issuer + file)));

    expect(responses.length).toBeGreaterThan(1);
    expect(responses.map(({ status, headers }) => [status, headers.getSetCookie()])).toEqual(
      responses.map(() => [200, []]),
    );
    expect(responses.every(({ headers }) => /max-age=\d{5,}/.test(headers.get('cache-control') ?? ''))).toBe(true);
  });

  test('V-68: every answer on the way of a sign-in that has a cookie, a code or a token must not be stored', async () => {
    const person = new Person();
    const answers: Page[] = [];
    const request = person.request.bind(person);
    person.request = async (url, init) => {
      const answer = await request(url, init);
      answers.push(answer);
      return answer;
    };
    await person.authorize(requestUrl(server.issuer), amelia);

    expect(answers.length).toBeGreaterThanOrEqual(5);
    expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(answers.map(() => 'no-store'));
  });
});
