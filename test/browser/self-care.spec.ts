import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, launchBrowser, withPage } from '../support/browser.js';
import { MailServer } from '../support/mail-server.js';
import { startSmartSite, type SmartSite } from '../support/smart-app/smart-site.js';
import { appOutcome, launch, signIn } from '../support/smart-app/steps.js';
import { amelia } from '../support/test-users.js';

// Several pages, password hashes, mails and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

const NEW = 'plum ladder quiet harbour';

let browser: Browser;
let mails: MailServer;
let site: SmartSite;

beforeAll(async () => {
  mails = await MailServer.start();
  [browser, site] = await Promise.all([
    launchBrowser(),
    startSmartSite([
      ...mails.properties,
      'module.smart_auth.config.tos.version_string=2026-11',
      'module.smart_auth.requires.SECURITY_USER_SELF_REGISTRATION=local_security',
      'module.local_security.config.user_self_registration.enabled=true',
      'module.local_security.config.user_self_registration.referer_url_list.text=https://portal.example/join',
    ]),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await mails.stop();
});

async function codeFor(email: string, subject: string): Promise<string> {
  return /Code: (\d{6})/.exec((await mails.next(email, subject)).text)?.[1] ?? '';
}

/** Waits for a page and has axe look at it. */
async function isShown(page: Page, id: string): Promise<void> {
  await page.waitForSelector(`#page-${id}`);
  expect([id, ...(await axeFindings(page))]).toEqual([id]);
}

test('a forgotten password, then terms of service: the app that waited gets its answer', () =>
  withPage(browser, {}, async (page) => {
    await launch(page, site);
    await page.click('#forgot-password');
    await isShown(page, 'forgot-password-step1');
    await page.fill('#username', 'amelia');
    await page.click('#send-code');
    await isShown(page, 'forgot-password-step2');
    await page.fill('#code', await codeFor(amelia.email, 'Your code for a new password'));
    await page.click('#continue');
    await isShown(page, 'forgot-password-step3');
    await page.fill('#new-password', NEW);
    await page.fill('#repeated-password', NEW);
    await page.click('#set-password');
    await page.waitForSelector('#sign-in-notice');
    expect(await page.inputValue('#username')).toBe('amelia');
    await signIn(page, { username: 'amelia', password: NEW });
    await isShown(page, 'terms-of-service');
    await page.click('#agree');
    await page.click('#allow');

    expect(await appOutcome(page)).toBe('ready');
  }));

test('somebody makes an account, and rejects the terms of service: the app is told', () =>
  withPage(browser, {}, async (page) => {
    await launch(page, site);
    await page.click('#register');
    await isShown(page, 'register-step1');
    await page.fill('#given-name', 'Dora');
    await page.fill('#family-name', 'Vance');
    await page.fill('#email', 'dora@clinic.example');
    await page.click('#send-code');
    await isShown(page, 'register-step2');
    await page.fill('#code', await codeFor('dora@clinic.example', 'Your code for a new account'));
    await page.fill('#username', 'dora');
    await page.fill('#password', NEW);
    await page.fill('#repeated-password', NEW);
    await page.click('#create-account');
    await page.waitForSelector('#sign-in-notice');
    await signIn(page, { username: 'dora', password: NEW });
    await page.click('#reject');

    expect(await appOutcome(page)).toContain('terms of service');
  }));

test('V-66: without Sec-Fetch-Site, under a name that is in no definition, our own links and forms are known by their origin', () =>
  withPage(browser, {}, async (page) => {
    const { port } = new URL(site.gatehouse.issuer);
    const origin = `http://gatehouse.test:${port}`;
    await page.goto(`${origin}/register`);
    expect(await page.textContent('#error-message')).toContain('Registration starts at another site');

    await page.goto(`${origin}/account`);
    await page.click('#register');
    await page.reload();
    await isShown(page, 'register-step1');
    await page.fill('#email', 'lou@clinic.example');
    await page.fill('#given-name', 'Lou');
    await page.fill('#family-name', 'Vance');
    await page.click('#send-code');

    await isShown(page, 'register-step2');
  }));
