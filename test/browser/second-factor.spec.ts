import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, launchBrowser, lookAt, looks } from '../support/browser.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { Authenticator, keyOf } from '../support/totp.js';

// A server, a browser and several pages in four looks, on a machine that may be busy.
jest.setTimeout(60_000);

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  const owner = { ...amelia, authorities: [...amelia.authorities, { permission: 'CHANGE_OWN_TFA_KEY' }] };
  [browser, server] = await Promise.all([launchBrowser(), startTestServer({ users: [owner] })]);
});

afterAll(async () => {
  await browser.close();
  await moveDatabaseClock(server.databaseUrl, 0);
  await server.stop();
});

/** Goes to the account of a person in a browser of her own, without JavaScript (X13). */
async function signedIn(): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.issuer}/account`);
  await page.fill('#username', amelia.username);
  await page.fill('#password', amelia.password);
  await page.click('#sign-in');
  return page;
}

const codesOn = (page: Page): Promise<string[]> => page.locator('#recovery-codes li').allTextContents();

test('a person sets an authenticator app up, signs in with it and with a recovery code, all without JavaScript', async () => {
  const page = await signedIn();
  await page.click('#set-up-second-factor');
  const app = new Authenticator(keyOf((await page.textContent('#key'))?.replaceAll(' ', '') ?? ''), server.databaseUrl);
  expect(await page.locator('#qr-code path').count()).toBe(1);
  await page.fill('#code', await app.next());
  await page.fill('#current-password', amelia.password);
  await page.click('#continue');
  const codes = await codesOn(page);
  await page.click('#continue');
  expect(await page.textContent('#codes-left')).toBe('10');

  const second = await signedIn();
  await second.fill('#code', '000000');
  await second.click('#continue');
  expect(await second.textContent('#second-factor-error-text')).toContain('does not count');
  await second.fill('#code', await app.next());
  await second.click('#continue');
  expect(new URL(second.url()).pathname).toBe('/account');

  const third = await signedIn();
  await third.click('#other-code');
  await third.fill('#code', codes[0] ?? '');
  await third.click('#continue');
  expect(await third.textContent('#codes-left')).toBe('9');
});

test('behaviour 29: the running page of the second factor has nothing that axe finds, in every look', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.issuer}/account`);
  await page.fill('#username', amelia.username);
  await page.fill('#password', amelia.password);
  await page.click('#sign-in');

  for (const look of looks) {
    await lookAt(page, look);
    expect([look.name, ...(await axeFindings(page))]).toEqual([look.name]);
  }
  await page.close();
});
