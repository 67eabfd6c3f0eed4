import { codesIssued, rowsOf } from '../support/rows.js';
import { errorFacts, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { Person, type Page } from '../support/person.js';
import { forgedRedirectUris, NATIVE_URI } from '../support/forged-redirect-uris.js';
import { REDIRECT_URI, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const [publicApp] = testClients;
const NATIVE_V6 = 'http://[::1]:8080/cb';
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'nat', registeredRedirectUris: [NATIVE_URI, NATIVE_V6] },
  { ...publicApp, clientId: 'local', registeredRedirectUris: ['http://localhost/cb'] },
  { ...publicApp, clientId: 'scheme', registeredRedirectUris: ['com.example.app:/cb'] },
  { ...publicApp, clientId: 'remembering', rememberApprovedScopes: true },
];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clients });
});

afterAll(() => server.stop());

async function ask(clientId: string, redirectUri: string): Promise<Page> {
  return new Person().open(requestUrl(server.issuer, { client_id: clientId, redirect_uri: redirectUri }));
}

/** An error page of 400 that neither leads anywhere nor shows where it was to lead. */
function expectRefused(page: Page): void {
  expect(page.headers.get('location')).toBeNull();
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(errorFacts(page)).toMatchObject({ status: 400, parameter: 'redirect_uri' });
  expect(page.text).not.toContain('evil.test');
  expect(page.headers.get('content-security-policy')).not.toContain('evil.test');
}

describe('STD RFC9700-1: a redirect URI that is not the registered one', () => {
  test.each(forgedRedirectUris)('$id: $client with $uri is an error page, no redirect', async ({ client, uri }) => {
    expectRefused(await ask(client, uri));
  });

  test.each([
    { id: 'V-01', uri: '\u0000https://app.example/cb' },
    { id: 'V-01', uri: 'https://app.example/cb\r\nLocation: https://evil.test' },
    { id: 'V-02', uri: 'https://app.example/cb ' },
    { id: 'V-06', uri: 'https://app.example\u3002evil.test/cb' },
    { id: 'V-06', uri: 'https:\uff0f\uff0fapp.example/cb' },
    { id: 'V-06', uri: 'https://аpp.example/cb' },
    { id: 'R-07', uri: `${REDIRECT_URI}?${'x'.repeat(2_048)}` },
  ])('$id: one with foreign characters (case $#) is an error page, no redirect', async ({ uri }) => {
    expectRefused(await ask('public-app', uri));
  });

  test.each(forgedRedirectUris.filter(({ id }) => id === 'V-01' || id === 'V-06'))(
    '$id: $uri is refused by POST as well',
    async ({ client, uri }) => {
      const { searchParams } = new URL(requestUrl(server.issuer, { client_id: client, redirect_uri: uri }));
      const page = await new Person().request(`${server.issuer}/oauth/authorize`, {
        method: 'POST',
        body: searchParams,
      });

      expectRefused(page);
    },
  );
});

describe('a redirect URI that is registered', () => {
  test.each([
    { id: 'V-04', client: 'nat', uri: NATIVE_URI },
    { id: 'V-04', client: 'nat', uri: 'http://127.0.0.1:5123/cb' },
    { id: 'V-04', client: 'nat', uri: 'http://127.0.0.1:65535/cb' },
    { id: 'V-04', client: 'nat', uri: 'http://[::1]:5123/cb' },
    { id: 'V-05', client: 'public-app', uri: REDIRECT_URI },
    { id: 'V-03', client: 'local', uri: 'http://localhost/cb' },
    { id: 'V-09', client: 'scheme', uri: 'com.example.app:/cb' },
  ])('$id: $client may use $uri', async ({ client, uri }) => {
    expect(kindOf(await ask(client, uri))).toBe('sign-in');
  });

  test('V-03: the port of the name localhost may not vary', async () => {
    expectRefused(await ask('local', 'http://localhost:5123/cb'));
  });
});

test.each(['https://evil.test', 'https://evil.test/cb', '//evil.test', 'https://app.example.evil.test/cb'])(
  'V-08: a remembered approval does not lead to %s, and no code is made',
  async (redirect_uri) => {
    const person = new Person();
    const url = requestUrl(server.issuer, { client_id: 'remembering' });
    const page = await openSignedIn(person, url, amelia);
    if (kindOf(page) === 'approval') await person.approve(page);
    expect(kindOf(await person.open(url))).toBe('answer');
    const before = await codesIssued(server.databaseUrl);

    const answer = await person.open(requestUrl(server.issuer, { client_id: 'remembering', redirect_uri }));

    expectRefused(answer);
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  },
);

/** V-09: what must not be registered in any field that holds a URI. */
const dangerousUris = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '\u0001javascript:alert(1)',
  'java%0ascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://app.example/x',
  'view-source:https://app.example/cb',
];

describe('V-09: dangerous URIs', () => {
  test('V-09: a seed file with them in any URI field is refused as a whole, each entry named', async () => {
    const fields = ['registeredRedirectUris', 'postLogoutRedirectUris', 'allowedOrigins', 'jwksUrl'];
    const bad = fields.flatMap((field) =>
      dangerousUris.map((uri, index) => ({
        ...publicApp,
        clientId: `${field}-${index}`,
        [field]: field === 'jwksUrl' ? uri : [uri],
      })),
    );

    const refusal = await startTestServer({ clients: [...testClients, ...bad] }).then(
      async (started) => started.stop().then(() => 'started'),
      (error: unknown) => String(error),
    );

    const first = testClients.length;
    const missing = bad.filter((client, index) => !refusal.includes(`clients[${first + index}]`) && client);
    expect(missing.map(({ clientId }) => clientId)).toEqual([]);
  });

  test.each(dangerousUris)('V-09: a row with %j that was forced into the database leads nowhere', async (uri) => {
    const clientId = `forced-${dangerousUris.indexOf(uri)}`;
    await rowsOf(
      server.databaseUrl,
      `insert into oauth2_client (node_id, module_id, client_id, client_name, enabled, definition, version, created_at, updated_at)
       select node_id, module_id, $1, client_name, enabled,
              definition || jsonb_build_object('registeredRedirectUris', jsonb_build_array($2::text)), 1, created_at, updated_at
         from oauth2_client where client_id = 'public-app'`,
      [clientId, uri],
    );

    const pages = [
      await ask(clientId, uri),
      await new Person().open(
        requestUrl(server.issuer, { client_id: clientId, redirect_uri: undefined, scope: 'patient/*.rs' }),
      ),
    ];

    for (const page of pages) {
      expect(page.headers.get('location')).toBeNull();
      expect(page.status).toBe(400);
      expect(page.text).not.toMatch(/(?:href|action|src)="[^"]*(?:script|data:|file:|blob:|view-source)[^"]*:/i);
    }
  });
});
