import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { requestUrl } from '../support/authorization.js';
import { launchBrowser, withPage } from '../support/browser.js';
import { signIn } from '../support/smart-app/steps.js';
import { testClients } from '../support/test-clients.js';
import { amelia } from '../support/test-users.js';
import { atApp, withDevice } from '../support/virtual-device.js';
import { sampleSkin, wearing } from '../support/worn-skin.js';

// Several pages and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

const [publicApp] = testClients;
let browser: Browser;
let site: Awaited<ReturnType<typeof wearing>>;

beforeAll(async () => {
  [browser, site] = await Promise.all([
    launchBrowser(),
    wearing(sampleSkin(), {
      clients: [{ ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] }],
      users: [{ ...amelia, authorities: [...amelia.authorities, { permission: 'CHANGE_OWN_TFA_KEY' }] }],
      // A passkey is for a name, and for TLS or this very machine.
      properties: [
        'module.smart_auth.config.issuer.url=http://localhost:PORT',
        'module.local_security.config.passkeys.use=sign_in',
      ],
    }),
  ]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

test('ruling 21: on the pages of a skin a passkey is the second step after the password, and then all that it takes', () =>
  withPage(browser, {}, async (page, context) => {
    const issuer = `http://localhost:${String(site.server.port)}`;
    const { presence } = await withDevice(page);
    const errors: string[] = [];
    page.on('console', (message) => /policy|violat/i.test(message.text()) && errors.push(message.text()));
    await presence(false);
    await page.goto(`${issuer}/account`);
    await page.waitForSelector('.site + #page-sign-in');
    await signIn(page, amelia);
    await page.waitForSelector('#passkeys');
    await presence(true);
    await page.fill('#passkey-password', amelia.password);
    await page.click('#add-passkey');
    await page.waitForSelector('#page-recovery-codes');

    await context.clearCookies();
    await presence(false);
    await page.goto(requestUrl(issuer, { client_id: 'at-once' }));
    await signIn(page, amelia);
    await page.waitForSelector('.site + #page-second-factor');
    await presence(true);
    expect((await atApp(page, () => page.click('#use-passkey'))).has('code')).toBe(true);

    await context.clearCookies();
    await presence(false);
    await page.goto(requestUrl(issuer, { client_id: 'at-once' }));
    await page.waitForSelector('.site + #page-sign-in');
    expect(await page.getAttribute('#username', 'autocomplete')).toBe('username webauthn');
    await presence(true);
    expect((await atApp(page, () => page.click('#use-passkey'))).has('code')).toBe(true);
    expect(errors).toEqual([]);
  }));
