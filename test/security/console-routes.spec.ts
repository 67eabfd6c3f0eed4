import 'reflect-metadata';
import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';
import { synonyms, waysToWrite } from '../support/path-variants.js';
import { sendRaw } from '../support/raw-http.js';

const bare = consoleUser('bare', []);
/** Pages of every area, and what is done in them. */
const pages = [
  ...[
    '/clients',
    '/clients/new',
    '/clients/smart_auth/web-app',
    '/clients/smart_auth/web-app/edit',
    '/clients/smart_auth/web-app/secrets',
  ],
  ...[
    '/clients/smart_auth/web-app/history',
    '/clients/smart_auth/web-app/clone',
    '/servers',
    '/keystores',
    '/keystores/new',
    '/scripts',
  ],
  ...[
    '/scripts/new',
    '/script-bench',
    '/skins',
    '/worn-skins/smart_auth',
    '/modules',
    '/modules/smart_auth',
    '/modules/smart_auth/settings',
  ],
  ...[
    '/users',
    '/users/local_security/1',
    '/users/local_security/1/edit',
    '/sessions',
    '/audit',
    '/audit/export.csv',
    '/scope-builder',
  ],
];
const forms = [
  ...[
    '/clients/new/smart_auth/web',
    '/clients/smart_auth/web-app/edit',
    '/clients/smart_auth/web-app/archive',
    '/clients/smart_auth/web-app/secrets',
  ],
  ...[
    '/clients/smart_auth/web-app/secrets/1',
    '/clients/smart_auth/web-app/history/1/restore',
    '/servers/new/smart_auth',
    '/keystores/new',
  ],
  ...[
    '/keystores/default/rotate',
    '/keystores/default/remove',
    '/scripts/new',
    '/scripts/x/rollback',
    '/script-bench',
    '/skins/upload',
  ],
  ...[
    '/worn-skins/smart_auth/activate',
    '/worn-skins/smart_auth/back',
    '/modules/smart_auth/control',
    '/modules/smart_auth/settings',
  ],
  ...[
    '/users/local_security/new',
    '/users/local_security/1/edit',
    '/users/local_security/1/state',
    '/users/local_security/1/remove',
  ],
  ...['/users/local_security/1/sessions'],
];

let server: ConsoleServer;
let port: number;
beforeAll(async () => {
  server = await startConsoleServer({ users: [bare] });
  port = Number(new URL(server.consoleUrl).port);
}, 60_000);
afterAll(() => server.stop());

const call = async (method: string, target: string, cookie = ''): Promise<{ status: number; text: string }> => {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: localhost:${String(port)}`,
    `Cookie: ${cookie}`,
    'Content-Length: 0',
    'Connection: close',
    '',
    '',
  ];
  const answer = await sendRaw(port, lines.join('\r\n'));
  return { status: answer.status, text: JSON.stringify(answer) };
};

test.each(pages)('R-09: %s leads strangers to the sign-in page, and is refused to who may not see it', async (path) => {
  expect(await call('GET', path)).toMatchObject({ status: 303, text: expect.stringContaining('/sign-in') });
  const { cookie } = await server.signIn(bare);
  expect((await call('GET', path, cookie)).status).toBe(403);
});

test.each(forms)('V-66, V-100: %s takes nothing from strangers, without a token, or from who may not', async (path) => {
  expect((await call('POST', path)).status).toBe(303);
  const browser = await server.signIn(bare);
  expect([403, 415]).toContain((await call('POST', path, browser.cookie)).status);
  await browser.open('/');
  const { status } = await browser.post(path, new URLSearchParams({ _csrf: browser.csrf }));
  expect(status).toBe(403);
});

test.each(waysToWrite)('V-101: $name leads to no page', async ({ of }) => {
  const { cookie } = await server.signIn();
  const reached: string[] = [];
  for (const path of pages.filter((each) => of(each) !== each)) {
    const { status } = await call('GET', of(path), cookie);
    if (![400, 404, 405].includes(status)) reached.push(`${of(path)}: ${String(status)}`);
  }

  expect(reached).toEqual([]);
});

test.each(synonyms)('V-101: $name gets what the page itself gets', async ({ of }) => {
  for (const path of pages) expect((await call('GET', of(path))).status).toBe((await call('GET', path)).status);
});

test.each(['/console/clients', '/admin/openid-connect-clients', '/smart/oauth/token'])(
  'V-101: the prefixes inside lead nowhere: %s',
  async (path) => {
    const { cookie } = await server.signIn();
    expect((await call('GET', path, cookie)).status).toBe(404);
  },
);

test.each(['/clients', '/sign-in', '/assets/console.css'])('other listeners do not have %s', async (path) => {
  for (const origin of [server.issuer, server.adminUrl]) {
    const { status } = await fetch(origin + path, { redirect: 'manual' });
    expect([401, 404]).toContain(status);
  }
});
