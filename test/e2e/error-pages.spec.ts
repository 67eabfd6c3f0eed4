import { errorFacts, handleOf, kindOf, openSignedIn, requestUrl, textOf } from '../support/authorization.js';
import { MemoryLog } from '../support/memory-log.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { codesIssued, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { Logger } from '../support/product.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const REFERENCE = /^GH-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/;

const [publicApp] = testClients;
const clients = [...testClients, { ...publicApp, clientId: 'nameless', clientName: '' }];

let server: TestServer;
const log = new MemoryLog();

beforeAll(async () => {
  server = await startTestServer({ clients });
  Logger.overrideLogger(log);
});

afterAll(async () => {
  Logger.overrideLogger(false);
  await server.stop();
});

async function get(path: string, headers: Record<string, string> = {}): Promise<Page> {
  return new Person().request(server.issuer + path, { headers });
}

async function forgedForm(): Promise<Page> {
  const person = new Person();
  const page = await person.open(requestUrl(server.issuer));
  return person.post(`${server.issuer}/authenticate`, { ...hiddenFields(page), _csrf: 'forged' });
}

const unknownClient = '/oauth/authorize?client_id=nobody';

/** The scenarios of 3.13 and what their page must say. */
const scenarios = [
  { name: 'an invalid link', open: () => get('/no/such/page'), status: 404, title: 'Not Found', uri: '/no/such/page' },
  { name: 'the root', open: () => get('/'), status: 404, title: 'Not Found', uri: '/' },
  { name: 'a CSRF failure', open: forgedForm, status: 403, title: 'Forbidden', uri: '/authenticate' },
  {
    name: 'an unknown client',
    open: () => get(unknownClient),
    status: 400,
    title: 'Bad Request',
    uri: '/oauth/authorize',
  },
  {
    name: 'a sign-in without a request',
    open: () => get('/signin'),
    status: 404,
    title: 'Not Found',
    uri: '/signin',
  },
  {
    name: 'GET of the form target',
    open: () => get('/authenticate'),
    status: 405,
    title: 'Method Not Allowed',
    uri: '/authenticate',
  },
  {
    name: 'a browser at the token endpoint',
    open: () => get('/oauth/token'),
    status: 405,
    title: 'Method Not Allowed',
    uri: '/oauth/token',
  },
];

describe.each(scenarios)('$name', ({ open, status, title, uri }) => {
  test(`ruling 5, 3.13: is an error page with ${status}, ${title} and ${uri}`, async () => {
    const page = await open();

    expect(page.headers.get('location')).toBeNull();
    expect(errorFacts(page)).toMatchObject({ status, uri });
    expect(page.text).toContain(`Error ${status}: ${title}`);
  });

  test('R-20, STD OU2: has the fixed heading, advice and a reference number', async () => {
    const page = await open();

    expect(page.text).toContain('<h1>This request cannot be completed</h1>');
    expect(textOf(page, 'error-advice')).not.toBe('');
    expect(errorFacts(page).reference).toMatch(REFERENCE);
  });

  test('R-20: its reference number is in the log, once', async () => {
    const reference = errorFacts(await open()).reference ?? 'none';

    expect(log.entries.filter((entry) => entry.includes(reference))).toHaveLength(1);
  });
});

describe('F-53: a request that was answered already', () => {
  let person: Person;
  let form: Page;
  beforeEach(async () => {
    person = new Person();
    form = await openSignedIn(person, requestUrl(server.issuer), amelia);
  });

  const ways: readonly { name: string; again: () => Promise<Page> }[] = [
    { name: 'Allow a second time', again: () => person.approve(form) },
    { name: 'Deny after Allow', again: () => person.deny(form) },
    {
      name: 'back to the approval page',
      again: () => person.open(`${server.issuer}/oauth/authorize?interaction=${handleOf(form)}`),
    },
    {
      name: 'back to the sign-in page',
      again: () => person.open(`${server.issuer}/signin?interaction=${handleOf(form)}`),
    },
  ];

  test.each(ways)('$name: says that the app has its answer, and leads to the app', async ({ again }) => {
    await person.approve(form);
    const before = await codesIssued(server.databaseUrl);

    const page = await again();

    expect(errorFacts(page)).toMatchObject({ status: 400, message: expect.stringMatching(/sent to the app already/) });
    expect(page.text).toContain('<h1>This request was answered already</h1>');
    expect(page.text).not.toContain('Error 400');
    expect(page.text).toMatch(/id="back-to-app" href="https:\/\/app\.example\/"/);
    expect(textOf(page, 'error-app')).toBe('Public App');
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });

  test('Allow pressed twice at once: one code, and the page for whoever came second', async () => {
    const before = await codesIssued(server.databaseUrl);

    const pages = await Promise.all([person.approve(form), person.approve(form)]);

    expect(pages.map(kindOf).sort()).toEqual(['answer', 'error']);
    expect(pages.filter(({ text }) => text.includes('id="back-to-app"'))).toHaveLength(1);
    expect(await codesIssued(server.databaseUrl)).toBe(before + 1);
  });

  test('V-16: another browser is told nothing of it', async () => {
    await person.approve(form);

    const page = await new Person().open(`${server.issuer}/oauth/authorize?interaction=${handleOf(form)}`);

    expect(page.text).not.toMatch(/answered already|Public App|back-to-app/);
  });
});

describe('which app a page is about', () => {
  const redirectUri = 'https://evil.example/';

  test.each([
    { name: 'its name', client: { client_id: 'public-app' }, shown: 'Public App' },
    { name: 'its id where it has no name', client: { client_id: 'nameless' }, shown: 'nameless' },
    { name: 'nothing of an app that nobody knows', client: { client_id: 'nobody' }, shown: undefined },
  ])('is said by $name', async ({ client, shown }) => {
    const page = await new Person().open(requestUrl(server.issuer, { ...client, redirect_uri: redirectUri }));

    expect([kindOf(page), textOf(page, 'error-app')]).toEqual(['error', shown]);
  });

  test('is said of a form that is out of date', async () => {
    const person = new Person();
    const first = await person.open(requestUrl(server.issuer));
    const second = await person.open(requestUrl(server.issuer));
    await person.signIn(first, amelia);

    expect(textOf(await person.signIn(second, amelia), 'error-app')).toBe('Public App');
  });

  test('is said at the end of a session', async () => {
    const page = await get('/logout?client_id=web-app&post_logout_redirect_uri=https://evil.example/');

    expect(textOf(page, 'error-app')).toBe('Web App');
  });
});

describe('what a page shows', () => {
  test('STD OU2: the same failure has the same text every time, but for the reference', async () => {
    const pages = [await get(unknownClient), await get(unknownClient)];

    const [first, second] = pages.map(({ text }) => text.replaceAll(/GH-[\w-]+/g, ''));
    expect(first).toBe(second);
    expect(pages[0]?.text).not.toBe(pages[1]?.text);
  });

  test('RFC6749-2: names the offending parameter', async () => {
    expect(errorFacts(await get(unknownClient)).parameter).toBe('client_id');
  });

  test('S-12, V-82: nothing of the query is in the page', async () => {
    const polyglot = encodeURIComponent(`"'><script>alert(1)</script>{{7*7}}\${7*7}`);
    const page = await get(
      `/oauth/authorize?client_id=${polyglot}&redirect_uri=${polyglot}&state=${polyglot}&error=${polyglot}&error_description=${polyglot}`,
    );

    expect(kindOf(page)).toBe('error');
    expect(page.text).not.toMatch(/alert\(1\)|7\*7|49/);
  });

  test.each([`/<script>alert(1)</script>`, `/"onmouseover="alert(1)`, '/%3Cscript%3Ealert(1)', `/{{7*7}}`, `/\${7*7}`])(
    'S-12, V-82: the path %s is shown as text',
    async (path) => {
      const page = await get(path);

      expect(page.text).not.toMatch(/<script>alert|"onmouseover|>49</);
      expect(page.status).toBe(404);
    },
  );

  test('S-12: of a long path no more than 200 characters are shown', async () => {
    expect(errorFacts(await get(`/${'a'.repeat(5_000)}`)).uri).toHaveLength(200);
  });

  test('V-82: a parameter name that a client made up is not shown', async () => {
    const name = encodeURIComponent('<img src=x onerror=alert(1)>');
    const page = await get(`/oauth/authorize?client_id=public-app&client_id=x&${name}=1&${name}=2`);

    expect(page.text).not.toMatch(/<img src=x/);
  });

  test('O-16: no stack trace, path, SQL or version is in any of them', async () => {
    const texts = await Promise.all(scenarios.map(async ({ open }) => (await open()).text));

    for (const text of texts)
      expect(text).not.toMatch(/\bat \/|node_modules|\.[jt]s:\d|select |insert |postgres|fastify|nest/i);
  });
});

describe('callers that accept no HTML', () => {
  test.each([
    { path: unknownClient, status: 400, error: 'invalid_request' },
    { path: '/no/such/page', status: 404, error: 'invalid_request' },
    { path: '/oauth/token', status: 405, error: 'invalid_request' },
    { path: '/signin', status: 404, error: 'invalid_request' },
  ])('ruling 5: $path answers $status as JSON', async ({ path, status, error }) => {
    const page = await get(path, { accept: 'application/json' });

    expect(page.headers.get('content-type')).toMatch(/^application\/json/);
    expect([page.status, (JSON.parse(page.text) as { error: string }).error]).toEqual([status, error]);
  });

  test('ruling 5: POST to the token endpoint answers JSON even where HTML is accepted', async () => {
    const page = await new Person().request(`${server.issuer}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'nonsense' }),
    });

    expect(page.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('RFC 9110: 405 names the methods there are', async () => {
    const methods = await Promise.all(
      ['/oauth/token', '/authenticate'].map(async (path) => (await get(path)).headers.get('allow')),
    );

    expect(methods).toEqual(['POST', 'POST']);
  });
});

describe('audit (O-14)', () => {
  test('O-14: a refusal is found by the reference of its page', async () => {
    const { reference } = errorFacts(await get(unknownClient));

    const rows = await rowsOf<{ kind: string; outcome: string; parameter: string }>(
      server.databaseUrl,
      `select kind, outcome, detail->>'parameter' as parameter from audit_event where error_reference = $1`,
      [reference],
    );

    expect(rows).toEqual([{ kind: 'AUTHORIZATION_REFUSAL', outcome: 'failure', parameter: 'client_id' }]);
  });
});

test('V-102, skins 6: a form that nobody answers is logged once for its address, with the names of its fields and nothing else', async () => {
  const person = new Person();
  const headers = {
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/html',
  };
  const send = (path: string, body: string) => person.request(server.issuer + path, { method: 'POST', headers, body });
  const before = log.entries.length;

  const first = await send('/enter.php', 'login=amelia&secret=Canary-9');
  await send('/enter.php?x=Canary-9', 'other=Canary-9');
  for (let number = 0; number < 80; number += 1) await send(`/enter/${String(number)}`, 'a=Canary-9');
  const told = log.entries.slice(before).filter((entry) => entry.includes('an address that nobody answers'));

  expect([first.status, first.text]).toEqual([404, expect.stringContaining('/enter.php')]);
  expect(told[0]).toContain('"module":"smart_auth","path":"/enter.php","fields":["login","secret"]');
  expect(told.filter((entry) => entry.includes('enter.php'))).toHaveLength(1);
  expect(told).toHaveLength(50);
  expect(log.entries.slice(before).join()).not.toContain('Canary');
});
