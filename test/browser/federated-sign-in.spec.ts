import type { Browser } from 'playwright-core';
import { authorizeUrl, newPkce, postForm, redemption } from '../support/app.js';
import { launchBrowser, withPage } from '../support/browser.js';
import { federating } from '../support/federated-upstream.js';
import { freePort } from '../support/free-port.js';
import { startRealUpstream, type RealUpstream } from '../support/real-upstream.js';
import { REDIRECT_URI } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const SECRET = 'a-secret-at-the-real-upstream';

let port: number;
let upstream: RealUpstream;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  port = await freePort();
  const ours = `http://127.0.0.1:${String(port)}`;
  upstream = await startRealUpstream({
    ...{ client_id: 'gatehouse', client_secret: SECRET, redirect_uris: [`${ours}/login/oauth2/code/hospital`] },
    post_logout_redirect_uris: [`${ours}/logout/federated`],
  });
  const definition = {
    ...{ moduleId: 'smart_auth', name: 'Hospital staff', issuer: upstream.issuer },
    ...{ federationRegistrationId: 'hospital', federationRequestScopes: 'openid profile email' },
    ...{ tokenIntrospectionClientId: 'gatehouse', tokenIntrospectionClientSecret: SECRET },
  };
  const other = { ...definition, name: 'Patients', issuer: 'http://127.0.0.1:1', federationRegistrationId: 'patients' };
  const { properties, files } = federating(
    [definition, other],
    'federate_mode.local_sign_in.enabled=true',
    'federate_mode.upstream_logout.enabled=true',
  );
  const address = [`port=${String(port)}`, `issuer.url=${ours}`].map((line) => `module.smart_auth.config.${line}`);
  server = await startTestServer({ properties: [...properties, ...address], files });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await upstream.stop();
});

test('reference 7: a person chooses a service, signs in there, approves here; the app gets tokens; out here is out there', async () => {
  const ours = `http://127.0.0.1:${String(port)}`;
  const pkce = newPkce();
  await withPage(browser, {}, async (page, context) => {
    await page.goto(authorizeUrl(ours, { code_challenge: pkce.challenge, scope: 'openid profile user/*.rs' }));
    expect(await page.locator('#servers a').allTextContents()).toEqual(['Hospital staff', 'Patients']);
    expect(await page.locator('#sign-in-form').count()).toBe(1);

    await page.click('text=Patients');
    await page.waitForSelector('#sign-in-error');
    await page.click('text=Hospital staff');
    await page.fill('input[name=login]', 'maria');
    await page.fill('input[name=password]', 'anything');
    await page.click('button[type=submit]');
    await page.click('button[type=submit]');

    await page.waitForSelector('#page-approve');
    expect(await page.locator('#signed-in-user').textContent()).toContain('Maria Adams');
    const [answer] = await Promise.all([
      page.waitForRequest((request) => request.url().startsWith(REDIRECT_URI)),
      page.click('button[name=user_oauth_approval][value=true]'),
    ]);
    const callback = new URL(answer.url());
    const issued = { code: callback.searchParams.get('code') ?? '', pkce, callback };
    expect((await postForm(`${ours}/oauth/token`, redemption(issued))).status).toBe(200);

    const tab = await context.newPage();
    await tab.goto(`${ours}/logout`);
    if (tab.url().startsWith(ours)) await tab.click('#sign-out');
    await tab.waitForURL(`${upstream.issuer}/**`);
    await tab.click('button[name=logout]');
    await tab.waitForSelector('#page-logged-out');
    expect(tab.url().startsWith(`${ours}/logout/federated`)).toBe(true);
  });
});
