import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { requestUrl } from '../support/authorization.js';
import { axeFindings, launchBrowser, withPage } from '../support/browser.js';
import { rowsOf } from '../support/rows.js';
import { signIn } from '../support/smart-app/steps.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { atApp, withDevice } from '../support/virtual-device.js';

// Several pages, password hashes and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

const [publicApp] = testClients;
const own = { permission: 'CHANGE_OWN_TFA_KEY' };
const administrator = { permission: 'ACCESS_ADMIN_JSON' };

let browser: Browser;
let server: TestServer;
/** A passkey is for a name, and for TLS or this very machine. */
let issuer: string;

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launchBrowser(),
    startTestServer({
      clients: [{ ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] }],
      users: [
        { ...amelia, authorities: [...amelia.authorities, own] },
        { ...amelia, username: 'agnes', authorities: [...amelia.authorities, administrator] },
      ],
      properties: [
        'module.smart_auth.config.issuer.url=http://localhost:PORT',
        'module.local_security.config.passkeys.use=sign_in',
        'module.local_security.config.tfa.required_permissions=ACCESS_ADMIN_JSON',
      ],
    }),
  ]);
  issuer = `http://localhost:${String(server.port)}`;
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const startUrl = (): string => requestUrl(issuer, { client_id: 'at-once' });

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

async function lastSession(): Promise<readonly string[]> {
  const rows = await rowsOf<{ amr: string[] }>(
    server.databaseUrl,
    'select amr from browser_session order by created_at desc limit 1',
  );
  return rows[0]?.amr ?? [];
}

test('a passkey is added on the page of the account, is the second step after the password, and then all that it takes', () =>
  withPage(browser, {}, async (page, context) => {
    const { presence } = await withDevice(page);
    const errors: string[] = [];
    page.on('console', (message) => /policy|violat/i.test(message.text()) && errors.push(message.text()));
    await page.goto(`${issuer}/account`);
    await presence(false);
    await signIn(page, amelia);
    await page.waitForSelector('#passkeys');
    await presence(true);
    await page.fill('#passkey-label', 'Ward tablet');
    await page.fill('#passkey-password', amelia.password);
    await page.click('#add-passkey');
    await page.waitForSelector('#page-recovery-codes');
    expect(await page.locator('#recovery-codes li').count()).toBe(10);
    await page.click('#continue');
    expect(await page.textContent('#passkey-0')).toBe('Ward tablet');
    expect(await axeFindings(page)).toEqual([]);
    expect(await lastSession()).toEqual(expect.arrayContaining(['pwd', 'user', 'mfa']));

    // The device has it already.
    await page.click('#add-passkey');
    await page.waitForSelector('.passkey-status:not(:empty)');
    expect(await page.textContent('.passkey-status')).toContain('has a passkey for your account already');

    // Beside the password.
    await context.clearCookies();
    await presence(false);
    await page.goto(startUrl());
    await signIn(page, amelia);
    await page.waitForSelector('#page-second-factor');
    await presence(true);
    expect(await axeFindings(page)).toEqual([]);
    expect((await atApp(page, () => page.click('#use-passkey'))).has('code')).toBe(true);
    expect(await lastSession()).toEqual(expect.arrayContaining(['pwd', 'user', 'mfa']));

    // In its place: the field of the user name offers it, and the button does.
    await context.clearCookies();
    await presence(false);
    await page.goto(startUrl());
    expect(await page.getAttribute('#username', 'autocomplete')).toBe('username webauthn');
    expect(await axeFindings(page)).toEqual([]);
    await presence(true);
    expect((await atApp(page, () => page.click('#sign-in-with-passkey'))).has('code')).toBe(true);
    expect(await lastSession()).not.toContain('pwd');
    expect(await lastSession()).toEqual(expect.arrayContaining(['user', 'mfa']));

    // Whoever finds the browser open later can take nothing away; the owner proves it, by keyboard, on a small screen.
    await rowsOf(server.databaseUrl, `update browser_session set last_proof_at = last_proof_at - interval '6 minutes'`);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${issuer}/account`);
    expect(await page.locator('#add-passkey, button[value=remove], #renew-recovery-codes').count()).toBe(0);
    expect(await isTooWide(page)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await page.focus('#prove-for-passkeys');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#use-passkey');
    expect(await page.textContent('h1')).toBe('Prove that it is you');
    expect(await isTooWide(page)).toBe(false);
    await page.focus('#use-passkey');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${issuer}/account`);

    // New recovery codes by the passkey; they are there again when the page is loaded again, until they are kept.
    await page.focus('#renew-recovery-codes');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#page-recovery-codes');
    const codes = await page.locator('#recovery-codes li').allTextContents();
    await page.reload();
    expect(await page.locator('#recovery-codes li').allTextContents()).toEqual(codes);
    expect(await isTooWide(page)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await page.focus('#continue');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${issuer}/account`);
    await page.goBack();
    await page.waitForURL(`${issuer}/account?done=recovery-codes-gone`);
    expect(await page.textContent('#notice')).toContain('get new ones');
    expect(errors).toEqual([]);

    // Renamed, removed, and worth nothing any more.
    await page.goto(`${issuer}/account`);
    await page.click('.passkeys summary');
    await page.fill('#passkey-label-0', 'Old tablet');
    await page.click('button[value=rename]');
    expect(await page.textContent('#passkey-0')).toBe('Old tablet');
    await page.click('.passkeys summary');
    await page.click('button[value=remove]');
    expect(await page.textContent('#notice')).toContain('The passkey is removed');
    await context.clearCookies();
    await presence(false);
    await page.goto(startUrl());
    await presence(true);
    await page.click('#sign-in-with-passkey');
    await page.waitForSelector('#sign-in-error');
    expect(await page.textContent('#sign-in-error-text')).toContain('not signed in by a passkey');
  }));

test('who must have a second step sets up a passkey in place of an app', () =>
  withPage(browser, {}, async (page) => {
    const { presence } = await withDevice(page);
    await presence(false);
    await page.goto(startUrl());
    await signIn(page, { ...amelia, username: 'agnes' });
    await page.waitForSelector('#page-second-factor-enrolment');
    await presence(true);
    await page.click('#add-passkey');
    await page.waitForSelector('#page-recovery-codes');

    await page.click('#continue');
    expect((await atApp(page, () => page.click('#allow'))).has('code')).toBe(true);
    await page.goto(`${issuer}/account`);
    expect(await page.locator('.passkeys > li').count()).toBe(1);
    expect(await page.locator('button[value=remove]').count()).toBe(0);
  }));

test('without scripts the page says what passkeys need, and the password still works', () =>
  withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(startUrl());
    expect(await page.textContent('noscript')).toContain('need JavaScript');
    await page.click('#sign-in-with-passkey');
    expect(await page.textContent('#sign-in-error-text')).toContain('Passkeys need JavaScript');
  }));

test('where nothing comes of it the page says so, and goes on', () =>
  withPage(browser, {}, async (page) => {
    await page.goto(startUrl());
    await page.evaluate(
      `window.asked = [];
       PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(true);
       navigator.credentials.get = ({ mediation }) => {
         asked.push(mediation);
         return Promise.reject(new DOMException("not allowed", "NotAllowedError"));
       };`,
    );
    await page.click('#sign-in-with-passkey');
    await page.waitForSelector('.passkey-status:not(:empty)');

    await page.waitForSelector('#sign-in-with-passkey:not(:disabled)');
    expect(await page.textContent('.passkey-status')).toContain('No passkey was used');
    // The field of the user name offers passkeys again.
    expect(await page.evaluate('asked')).toEqual([undefined, 'conditional']);
  }));

test('a page that comes back as it was left asks once more', () =>
  withPage(browser, {}, async (page) => {
    await page.goto(startUrl());
    await page.evaluate('navigator.credentials.get = () => new Promise(() => undefined)');
    await page.click('#sign-in-with-passkey');
    await page.waitForSelector('#sign-in-with-passkey:disabled');

    await page.evaluate('dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))');

    expect(await page.isEnabled('#sign-in-with-passkey')).toBe(true);
    expect(await page.textContent('.passkey-status')).toBe('');
  }));
