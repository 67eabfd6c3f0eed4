import { CHALLENGE, errorFacts, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { requestHead, sendRaw, type RawAnswer } from '../support/raw-http.js';
import { rowsOf, stateOf } from '../support/rows.js';
import { REDIRECT_URI } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

/** Text that is no UTF-8, or that PostgreSQL cannot store. */
const broken: Readonly<Record<string, string>> = {
  'a NUL': '%00',
  'a NUL between letters': 'a%00b',
  'an overlong NUL': '%C0%80',
  'an overlong slash': '%C0%AF',
  'a surrogate': '%ED%A0%80',
  'beyond Unicode': '%F4%90%80%80',
  'a cut sequence': '%E2%82',
  'a lone continuation byte': '%80',
  'Latin-1': 'M%FCller',
  'an unknown escape': '%zz',
  'a cut escape': '%4',
  'a lone percent sign': '%',
};

/** Text that is odd but fine. */
const odd: Readonly<Record<string, string>> = {
  'CR and LF': 'a%0d%0aSet-Cookie:%20x=y',
  'a line separator': 'a%E2%80%A8b',
  'a next line': 'a%C2%85b',
  'a byte order mark': '%EF%BB%BFa',
  'an emoji': '%F0%9F%98%80',
  'right to left': '%E2%80%AEabc',
  'U+FFFE': '%EF%BF%BE',
  'a prototype name': '__proto__',
};

const requestNames = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'aud',
  'launch',
  'nonce',
  'prompt',
  'max_age',
  'login_hint',
  'id_token_hint',
  'ui_locales',
  'acr_values',
  'x_unknown',
];

const usual: Readonly<Record<string, string>> = {
  response_type: 'code',
  client_id: 'public-app',
  redirect_uri: encodeURIComponent(REDIRECT_URI),
  scope: 'openid',
  state: 'canary-state',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  expect(kindOf(await new Person().open(requestUrl(server.issuer)))).toBe('sign-in'); // O-15: still well
});

afterAll(() => server.stop());

/** Query whose values are already encoded. */
function encoded(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** A request as its bytes, because clients would mend it. */
async function get(target: string, headers: readonly string[] = []): Promise<RawAnswer> {
  return sendRaw(server.port, requestHead('GET', target, ['Host: 127.0.0.1', 'Accept: text/html', ...headers]));
}

async function postRaw(path: string, body: string | Buffer, headers: readonly string[] = []): Promise<RawAnswer> {
  const bytes = Buffer.from(body);
  const head = requestHead('POST', path, [
    'Host: 127.0.0.1',
    'Accept: text/html',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${bytes.length}`,
    ...headers,
  ]);
  return sendRaw(server.port, Buffer.concat([Buffer.from(head, 'latin1'), bytes]));
}

function isRefusedPolitely({ status, head }: RawAnswer): boolean {
  const error = /^location: https:\/\/app\.example\/cb\?error=invalid_request&/im.test(head);
  return (status >= 400 && status < 500 && !/^location:/im.test(head)) || (status === 303 && error);
}

describe('V-92: what is no text is refused', () => {
  const cells = Object.entries(broken).map(([name, value]) => ({ name, value }));

  test.each(cells)('V-92: $name in any parameter of /oauth/authorize by GET', async ({ value }) => {
    const answers = await Promise.all(
      requestNames.map((name) => get(`/oauth/authorize?${encoded({ ...usual, [name]: value })}`)),
    );

    expect(requestNames.filter((_, index) => !isRefusedPolitely(answers[index] as RawAnswer))).toEqual([]);
  });

  test.each(cells)('V-92: $name in any parameter of /oauth/authorize by POST', async ({ value }) => {
    const before = await stateOf(server.databaseUrl);
    const answers = await Promise.all(
      requestNames.map((name) => postRaw('/oauth/authorize', encoded({ ...usual, [name]: value }))),
    );

    expect(requestNames.filter((_, index) => !isRefusedPolitely(answers[index] as RawAnswer))).toEqual([]);
    expect(await stateOf(server.databaseUrl)).toEqual(before);
  });

  test.each(cells)('V-92: $name as the name of a parameter', async ({ value }) => {
    const answers = [
      await get(`/oauth/authorize?${encoded(usual)}&${value}=x`),
      await postRaw('/oauth/authorize', `${encoded(usual)}&${value}=x`),
      await postRaw('/authenticate', `${value}=x`),
    ];

    expect(answers.map(isRefusedPolitely)).toEqual([true, true, true]);
  });

  test.each(cells)('V-92: $name in user name, password, handle or token of the sign-in form', async ({ value }) => {
    const person = new Person();
    const page = await person.open(requestUrl(server.issuer));
    const { _csrf = '', interaction = '' } = hiddenFields(page);
    const fields = { _csrf, interaction, username: 'amelia', password: 'correct%20horse%20battery' };
    const before = await stateOf(server.databaseUrl);

    const answers = await Promise.all(
      Object.keys(fields).map((name) =>
        postRaw('/authenticate', encoded({ ...fields, [name]: value }), [`Cookie: ${person.cookieHeader}`]),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await stateOf(server.databaseUrl)).toEqual(before);
  });

  test.each(cells)('V-92: $name in the approval form', async ({ value }) => {
    const person = new Person();
    const page = await openSignedIn(person, requestUrl(server.issuer), amelia);
    const { _csrf = '', interaction = '' } = hiddenFields(page);
    const fields = { _csrf, interaction, user_oauth_approval: 'true', 'scope.openid': 'true' };
    const before = await stateOf(server.databaseUrl);

    const answers = await Promise.all(
      Object.keys(fields).map((name) =>
        postRaw('/oauth/authorize', encoded({ ...fields, [name]: value }), [`Cookie: ${person.cookieHeader}`]),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await stateOf(server.databaseUrl)).toEqual(before);
  });

  test.each(cells)('V-92: $name in the path', async ({ value }) => {
    const answers = await Promise.all(
      ['/', '/oauth/', '/oauth/authorize/', '/signin'].map((path) => get(path + value)),
    );

    expect(answers.filter(({ status }) => status !== 400 && status !== 404)).toEqual([]);
  });

  test.each(cells)('V-92: $name in the query of the sign-in page', async ({ value }) => {
    const answers = [await get(`/signin?interaction=${value}`), await get(`/oauth/authorize?interaction=${value}`)];

    expect([400, 404]).toContain(answers[0]?.status);
    expect(answers[1]?.status).toBe(400);
  });
});

describe('V-92: raw bytes', () => {
  test.each([
    { name: 'a NUL', bytes: Buffer.from([0]) },
    { name: 'broken UTF-8', bytes: Buffer.from([0xe2, 0x82]) },
    { name: 'UTF-16', bytes: Buffer.from('\ufeffclient_id=public-app', 'utf16le') },
    { name: 'every byte there is', bytes: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) },
  ])('V-92: $name in the body is refused', async ({ bytes }) => {
    const body = Buffer.concat([Buffer.from(encoded({ ...usual, state: '' })), bytes]);
    const answer = await postRaw('/oauth/authorize', body);

    expect(isRefusedPolitely(answer)).toBe(true);
  });

  test.each([
    { name: 'a cookie', header: 'Cookie: gatehouse.smart_auth=\xff\xfe\x80' },
    { name: 'Accept-Language', header: 'Accept-Language: \xff\xfe' },
    { name: 'Origin', header: 'Origin: http://\xff' },
    { name: 'Referer', header: 'Referer: \xc3' },
    { name: 'User-Agent', header: 'User-Agent: \xff\xed\xa0\x80' },
    { name: 'Accept', header: 'Accept: \xff' },
  ])('V-92: no UTF-8 in $name does no harm', async ({ header }) => {
    const target = `/oauth/authorize?${encoded(usual)}`;
    const head = requestHead('GET', target, ['Host: 127.0.0.1', header]);

    const answer = await sendRaw(server.port, Buffer.from(head, 'latin1'));

    expect([303, 400]).toContain(answer.status);
  });
});

describe('V-84, V-92: what is odd but text is kept as it is', () => {
  test.each(Object.entries(odd).map(([name, value]) => ({ name, value })))(
    'V-84: $name in the state comes back unaltered, and adds no header',
    async ({ value }) => {
      const answer = await get(`/oauth/authorize?${encoded({ ...usual, state: value, prompt: 'none' })}`);

      const location = /^location: (.*)$/im.exec(answer.head)?.[1]?.trim() ?? '';
      expect(new URL(location).searchParams.get('state')).toBe(decodeURIComponent(value));
      expect(answer.head).not.toMatch(/^set-cookie: x=y/im);
    },
  );

  test.each(Object.entries(odd).map(([name, value]) => ({ name, value })))(
    'V-92: $name in parameters that are stored is stored unaltered',
    async ({ value }) => {
      await get(
        `/oauth/authorize?${encoded({ ...usual, state: value, nonce: value, launch: value, login_hint: value })}`,
      );

      const [row] = await rowsOf<{ request: Record<string, unknown> }>(
        server.databaseUrl,
        'select request from pending_authorization order by created_at desc limit 1',
      );
      const text = decodeURIComponent(value);
      expect(row?.request).toMatchObject({ state: text, nonce: text, launch: text, loginHint: text });
    },
  );

  test.each(Object.entries(odd).map(([name, value]) => ({ name, value })))(
    'V-84: $name in user name and password is a sign-in that fails',
    async ({ value }) => {
      const person = new Person();
      const page = await person.open(requestUrl(server.issuer));
      const text = decodeURIComponent(value);

      const answer = await person.signIn(page, { username: text, password: text });

      expect([kindOf(answer), answer.status]).toEqual(['sign-in', 200]);
    },
  );

  test('V-84: such a user name is one record of the audit log', async () => {
    const person = new Person();
    const page = await person.open(requestUrl(server.issuer));
    await person.signIn(page, { username: 'odd\r\n"name"\u2028', password: 'x' });

    const rows = await rowsOf<{ username: string }>(
      server.databaseUrl,
      `select username from audit_event where kind = 'SIGN_IN' and flow_id is not null order by sequence desc limit 1`,
    );
    expect(rows).toEqual([{ username: expect.stringMatching(/^unknown:[0-9a-f]{12}$/) }]);
  });
});

describe('V-88, V-90: size and number', () => {
  const big = (length: number): string => 'x'.repeat(length);

  test.each([
    { name: 'scope of 100 KB', parameters: { scope: big(100_000) } },
    { name: 'scope of 17 KB', parameters: { scope: big(17_000) } },
    { name: '501 scopes', parameters: { scope: Array.from({ length: 501 }, (_, n) => `s${n}`).join('+') } },
    { name: '50,000 scopes', parameters: { scope: Array(50_000).fill('a').join('+') } },
    { name: 'a state of 70 KB', parameters: { state: big(70_000) } },
    { name: 'claims nested 1,000 deep', parameters: { scope: '"', claims: encodeURIComponent('{"a":'.repeat(1_000)) } },
  ])('V-88: $name by POST is refused', async ({ parameters }) => {
    const answer = await postRaw('/oauth/authorize', encoded({ ...usual, ...parameters }));

    expect(answer.status).toBe(303);
    expect(answer.head).toMatch(/^location: https:\/\/app\.example\/cb\?error=invalid_(?:request|scope)&/im);
  });

  test.each([
    { name: '101 parameters', body: Array.from({ length: 101 }, (_, n) => `p${n}=x`).join('&'), status: 400 },
    { name: '10,000 parameters', body: Array.from({ length: 10_000 }, (_, n) => `p${n}=x`).join('&'), status: 400 },
    { name: '10,000 ampersands', body: big(0).padEnd(10_000, '&'), status: 400 },
    { name: 'a depth of 1,000', body: `client_id${'[a]'.repeat(1_000)}=x&response_type=code`, status: 400 },
    { name: '1 MB', body: `state=${big(1_048_576)}`, status: 413 },
  ])('V-90: $name at /oauth/authorize is $status', async ({ body, status }) => {
    expect((await postRaw('/oauth/authorize', `response_type=code&${body}`)).status).toBe(status);
  });

  test.each([
    { name: '10,000 parameters', body: Array.from({ length: 10_000 }, (_, n) => `p${n}=x`).join('&'), status: 400 },
    { name: '1 MB', body: `username=${big(1_048_576)}`, status: 413 },
  ])('V-90: $name at /authenticate is $status', async ({ body, status }) => {
    expect((await postRaw('/authenticate', body)).status).toBe(status);
  });

  test('V-61: a password of 100 KB is a sign-in that fails', async () => {
    const person = new Person();
    const page = await person.open(requestUrl(server.issuer));

    const answer = await person.signIn(page, { username: 'amelia', password: 'x'.repeat(60_000) });

    expect(kindOf(answer)).toBe('sign-in');
  });

  test.each([
    { name: 'Accept-Language of 60 KB', headers: [`Accept-Language: ${'de,'.repeat(20_000)}`], statuses: [303] },
    { name: 'a header of 70 KB', headers: [`X-Long: ${big(70_000)}`], statuses: [431] },
    { name: '500 headers', headers: Array.from({ length: 500 }, (_, n) => `X-H${n}: x`), statuses: [303, 431] },
    { name: 'a cookie of 60 KB', headers: [`Cookie: ${'a=b; '.repeat(12_000)}`], statuses: [303] },
  ])('V-88: $name', async ({ headers, statuses }) => {
    const answer = await get(`/oauth/authorize?${encoded(usual)}`, headers);

    expect(statuses).toContain(answer.status);
  });

  test('V-88: a path of 60 KB is 404', async () => {
    expect((await get(`/oauth/authorize/${big(60_000)}`)).status).toBe(404);
  });

  test.each(['ui_locales', 'acr_values', 'claims', 'id_token_hint', 'login_hint', 'launch', 'nonce'])(
    'V-88: 20 KB of %s does no harm',
    async (name) => {
      const answer = await get(`/oauth/authorize?${encoded({ ...usual, [name]: 'a.'.repeat(10_000) })}`);

      expect(answer.status).toBe(303);
    },
  );

  test.each([
    { name: 'another character set', type: 'application/x-www-form-urlencoded; charset=utf-16' },
    { name: 'an unknown character set', type: 'application/x-www-form-urlencoded; charset=nonsense' },
    { name: 'parameters behind', type: 'application/x-www-form-urlencoded; a=b; c="d' },
    { name: 'no type', type: '' },
    { name: 'no slash', type: 'x' },
    { name: 'XML', type: 'application/xml' },
    { name: 'a list of types', type: 'application/x-www-form-urlencoded, text/html' },
  ])('V-90: a content type with $name is answered without a fault', async ({ type }) => {
    const body = encoded(usual);
    const head = requestHead('POST', '/oauth/authorize', [
      'Host: 127.0.0.1',
      `Content-Type: ${type}`,
      `Content-Length: ${body.length}`,
    ]);

    expect((await sendRaw(server.port, head + body)).status).toBeLessThan(500);
  });

  test.each(['-1', '1e3', '99999999999999999999', '1, 2', 'x'])('V-90: Content-Length %s is 4xx', async (length) => {
    const head = requestHead('POST', '/authenticate', ['Host: 127.0.0.1', `Content-Length: ${length}`]);
    const { status } = await sendRaw(server.port, head);

    expect(status >= 400 && status < 500).toBe(true);
  });
});

test('V-86: no parameter reaches Object.prototype', async () => {
  const names = ['__proto__', 'constructor', '__proto__[x]', 'constructor.prototype', 'a[__proto__][polluted]'];
  const page: Page = await new Person().open(
    `${requestUrl(server.issuer)}&${names.map((name) => `${encodeURIComponent(name)}=polluted`).join('&')}`,
  );

  expect(kindOf(page)).toBe('sign-in');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('V-92: the page of a refusal names the parameter, not its value', async () => {
  const answer = await get(`/oauth/authorize?${encoded({ ...usual, client_id: '%ff%00evil' })}`);
  const page = { status: answer.status, headers: new Headers(), url: '', text: answer.body };

  expect(errorFacts(page)).toMatchObject({ status: 400, parameter: 'client_id' });
  expect(answer.body).not.toContain('evil');
});
