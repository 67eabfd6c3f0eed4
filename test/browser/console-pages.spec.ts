import type { Browser, Page } from 'playwright-core';
import { axeFindings, keepAxe, launchBrowser, lookAt, looks } from '../support/browser.js';
import { chief, startConsoleServer, type ConsoleServer } from '../support/console-server.js';
import { signInPage, skinJar } from '../support/skin-jars.js';

let server: ConsoleServer;
let browser: Browser;
let page: Page;
/** Addresses that are known when everything is there. */
const made: Record<string, string> = {};

beforeAll(async () => {
  server = await startConsoleServer();
  browser = await launchBrowser();
  await prepare();
  const context = await browser.newContext();
  await keepAxe(context);
  page = await context.newPage();
  await page.goto(`${server.consoleUrl}/sign-in`);
  await page.fill('#username', chief.username);
  await page.fill('#password', chief.password);
  await page.click('button[type=submit]');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** One of everything that has a page. */
async function prepare(): Promise<void> {
  const client = await server.signIn();
  await client.open('/scripts/new');
  await client.send({ 'f.scriptId': 'sample', 'f.source': 'function onTokenGenerating(s) {\n  return s;\n}\n' });
  await client.send({ _step: 'save' }, 'review-form');
  await client.open('/servers/new/smart_auth');
  await client.send({ 'f.name': 'Other', 'f.issuer': 'https://idp.example.org' });
  await client.send({ _step: 'save' }, 'review-form');
  made['server'] = new URL(client.page.url).pathname;
  await client.open('/skins');
  const body = skinJar({ 'userlogin.html': signInPage('Clinic') });
  await client.upload({ module: 'smart_auth', do: 'store' }, { name: 'clinic.jar', body }, 'upload-form');
  made['skin'] = new URL(client.page.url).pathname;
  await client.open('/users?module=local_security&q=amelia');
  made['user'] = /class="row-link" href="([^"]+)"/.exec(client.page.html)?.[1] ?? '';
  await client.open('/keystores');
  made['keystore'] = /class="row-link" href="([^"]+)"/.exec(client.page.html)?.[1] ?? '';
}

const pages = [
  ...['/', '/search?q=app', '/no/such/page', '/clients', '/clients/new', '/clients/new/smart_auth/web'],
  ...['/clients/smart_auth/web-app', '/clients/smart_auth/web-app/edit', '/clients/smart_auth/web-app/secrets'],
  ...[
    '/clients/smart_auth/web-app/history',
    '/clients/smart_auth/web-app/compare?with=backend',
    '/scope-builder?context=patient&type=Patient&r=on',
  ],
  ...['/clients/smart_auth/web-app/archive', '/servers', '{server}', '{server}/edit', '/keystores', '/keystores/new'],
  ...['{keystore}', '/scripts', '/scripts/new', '/scripts/sample', '/scripts/sample/versions/1', '/script-bench'],
  ...['/skins', '{skin}', '{skin}/preview', '/worn-skins/smart_auth', '/modules', '/modules/smart_auth?show=all'],
  ...['/modules/smart_auth/settings?key=token', '/users', '{user}', '{user}/edit', '{user}/sessions', '{user}/events'],
  ...['/users/local_security/new', '/sessions?q=amelia', '/audit', '/audit?clientId=none', '/diagnostics'],
];

test.each(pages)(
  'behaviour 29, WCAG 2.2 AA: axe finds nothing, light and dark, wide and small, and nothing scrolls sideways at 360 px: %s',
  async (name) => {
    const path = name.replace(/\{(\w+)\}/, (_whole, what: string) => made[what] ?? '');
    await lookAt(page, looks[0] ?? { name: '', colorScheme: 'light', width: 1280 });
    await page.goto(server.consoleUrl + path);
    // In the dark a page has other colours, and the same form as in the light.
    for (const look of looks.filter(({ name: each }) => each !== 'dark at 360 px')) {
      await lookAt(page, look);
      const found = await axeFindings(page, look.colorScheme === 'dark' ? 'color-contrast' : undefined);
      const excess = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      expect([look.name, ...found, excess > 0 ? `scrolls by ${String(excess)} px` : '']).toEqual([look.name, '']);
    }
  },
);

test('behaviour 34: no page weighs more than 150 KB with all that it loads', async () => {
  const heavy: string[] = [];
  for (const name of pages) {
    const path = name.replace(/\{(\w+)\}/, (_whole, what: string) => made[what] ?? '');
    let bytes = 0;
    const count = async (response: { body: () => Promise<Buffer> }): Promise<void> => {
      bytes += (await response.body().catch(() => Buffer.alloc(0))).length;
    };
    page.on('response', (response) => void count(response));
    await page.goto(server.consoleUrl + path, { waitUntil: 'load' });
    page.removeAllListeners('response');
    if (bytes > 150_000) heavy.push(`${path}: ${String(bytes)}`);
  }

  expect(heavy).toEqual([]);
}, 60_000);

test('behaviour 33: nothing in the console breaks its policy', async () => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy'))
      complaints.push(message.text());
  });
  for (const name of pages.slice(0, 12))
    await page.goto(server.consoleUrl + name.replace(/\{(\w+)\}/, (_w, what: string) => made[what] ?? ''));
  page.removeAllListeners('console');

  expect(complaints).toEqual([]);
});

test('behaviours 1, 31: “/” leads to the search, and times are those of the browser', async () => {
  await page.goto(`${server.consoleUrl}/audit`);
  await page.keyboard.press('/');

  expect(await page.evaluate<string>('document.activeElement.id')).toBe('search');
  expect(await page.locator('time').first().textContent()).not.toMatch(/^\d{4}-/);
});
