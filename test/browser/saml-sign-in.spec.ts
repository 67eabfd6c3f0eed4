import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { authorizeUrl, newPkce, postForm, redemption } from '../support/app.js';
import { axeFindings, launchBrowser, withPage } from '../support/browser.js';
import { bridging } from '../support/saml-site.js';
import { SamlIdpSite } from '../support/saml-site-server.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

jest.setTimeout(60_000);

let browser: Browser;
let provider: SamlIdpSite;
let server: TestServer;

beforeAll(async () => {
  provider = await SamlIdpSite.start();
  [browser, server] = await Promise.all([launchBrowser(), startTestServer(bridging(provider.idp, provider.address))]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await provider.stop();
});

test('reference 8.4: from the app to the provider on another site, a try that fails, another one, approval, and tokens', () =>
  withPage(browser, {}, async (page) => {
    const pkce = newPkce();
    provider.answer = { parts: { status: 'Responder' }, signing: { over: 'nothing' } };
    await page.goto(authorizeUrl(server.issuer, { code_challenge: pkce.challenge, scope: 'openid user/*.rs' }));
    await page.click('#provider-sign-in');
    const told = await page.textContent('#sign-in-error-text');
    const findings = await axeFindings(page);
    provider.answer = {};
    await page.click('#saml-sign-in');
    await page.click('#provider-sign-in');
    const answered = page.waitForRequest(/[?&]code=/);
    await page.click('#allow');
    const callback = new URL((await answered).url());
    const code = callback.searchParams.get('code') ?? '';
    const tokens = await postForm(`${server.issuer}/oauth/token`, redemption({ code, pkce, callback }));

    expect(told).toContain('cancelled or refused');
    expect(findings).toEqual([]);
    expect(tokens.status).toBe(200);
  }));
