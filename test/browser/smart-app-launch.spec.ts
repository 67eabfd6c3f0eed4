import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, launchBrowser, withPage } from '../support/browser.js';
import { carla } from '../support/test-users.js';
import { startSmartSite, type SmartSite } from '../support/smart-app/smart-site.js';
import {
  appOutcome,
  focused,
  forbidScripts,
  launch,
  overflow,
  readByApp,
  refuseCookies,
  scopeBox,
  signIn,
  signInForApproval,
  tabTo,
  tokenResponse,
} from '../support/smart-app/steps.js';

// Several pages, a password hash and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

let browser: Browser;
let site: SmartSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startSmartSite()]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

function inBrowser(work: (page: Page) => Promise<void>): Promise<void> {
  return withPage(browser, {}, work);
}

describe('a SMART app built on fhirclient', () => {
  test('STD I1, I6, I7, I8, I9, I11, I19, I21, I22, G13: launches standalone, reads the patient, refreshes and reads again', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signInForApproval(page);
      await page.click('#allow');
      expect(await appOutcome(page)).toBe('ready');
      const first = await tokenResponse(page);
      const readBefore = await readByApp(page, 'Patient/123');
      await page.evaluate('smart.refresh()');
      const second = await tokenResponse(page);
      const readAfter = await readByApp(page, 'Patient/123');

      expect(first).toMatchObject({ token_type: 'Bearer', expires_in: 300, patient: '123' });
      expect(new Set(String(first.scope).split(' '))).toEqual(
        new Set([
          'openid',
          'fhirUser',
          'launch/patient',
          'patient/Patient.rs',
          'patient/Observation.rs',
          'offline_access',
        ]),
      );
      expect(await page.evaluate('smart.getIdToken()')).toMatchObject({
        iss: site.gatehouse.issuer,
        aud: 'growth-chart',
        fhirUser: 'https://fhir.example/Patient/123',
      });
      expect(second).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: first.scope, patient: '123' });
      expect(second.access_token).not.toBe(first.access_token);
      expect(second.refresh_token).not.toBe(first.refresh_token);
      expect([readBefore, readAfter]).toEqual(['Patient/123', 'Patient/123']);
      expect(site.fhir.reads.slice(-2)).toEqual([
        { path: '/Patient/123', status: 200, token: first.access_token },
        { path: '/Patient/123', status: 200, token: second.access_token },
      ]);
    }));

  test('STD I11: the app proves itself by PKCE alone, and no secret passes the browser', () =>
    inBrowser(async (page) => {
      const requests: { url: string; body: string | null; headers: Record<string, string> }[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/oauth/token') && request.method() === 'POST')
          requests.push({ url: request.url(), body: request.postData(), headers: request.headers() });
      });
      await launch(page, site);
      await signInForApproval(page);
      await page.click('#allow');
      await appOutcome(page);

      expect(requests).toHaveLength(1);
      const sent = new URLSearchParams(requests[0]?.body ?? '');
      expect([...sent.keys()].sort()).toEqual(['client_id', 'code', 'code_verifier', 'grant_type', 'redirect_uri']);
      expect(requests[0]?.headers).not.toHaveProperty('authorization');
    }));

  test('STD X2: gets no code for a FHIR server that is not on the list', () =>
    inBrowser(async (page) => {
      const { app } = site;
      await page.route('http://127.0.0.1:9/fhir/**', async (route) =>
        route.fulfill({ response: await route.fetch({ url: `${site.fhir.baseUrl}/.well-known/smart-configuration` }) }),
      );
      await page.goto(app.launchUrl('http://127.0.0.1:9/fhir', 'growth-chart', 'launch/patient patient/*.rs'));

      expect(await appOutcome(page)).toContain('invalid_request');
    }));

  test('reads with a revoked token no more', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signInForApproval(page);
      await page.click('#allow');
      await appOutcome(page);
      const { access_token: token } = await tokenResponse(page);
      const before = await readByApp(page, 'Patient/123');
      const revoked = await page.evaluate<number>(
        `fetch('${site.gatehouse.issuer}/oauth/revoke', { method: 'POST', body: new URLSearchParams({ token: '${String(token)}', client_id: 'growth-chart' }) }).then(({ status }) => status)`,
      );
      const after = await readByApp(page, 'Patient/123');

      expect([before, revoked, after]).toEqual(['Patient/123', 200, 'HTTP 401']);
    }));

  test('reads no other patient than the one in its context', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signInForApproval(page);
      await page.click('#allow');
      await appOutcome(page);

      expect(await readByApp(page, 'Patient/999')).toBe('HTTP 403');
    }));

  test('goes on without a page in between where nobody has to be asked', () =>
    inBrowser(async (page) => {
      await launch(page, site, { clientId: 'kiosk' });
      await signIn(page);

      expect(await appOutcome(page)).toBe('ready');
    }));

  test('STD L2: is told, and gets no code, when the person has no patient', () =>
    inBrowser(async (page) => {
      const issued = await site.codesIssued();
      await launch(page, site);
      await signIn(page, carla);

      expect(await appOutcome(page)).toMatch(/access_denied|no patient to choose/);
      expect(await site.codesIssued()).toBe(issued);
    }));
});

describe('a person who decides otherwise', () => {
  test('ruling 5: denies, and the app is told access_denied', () =>
    inBrowser(async (page) => {
      const issued = await site.codesIssued();
      await launch(page, site);
      await signInForApproval(page);
      await page.click('#deny');

      expect(await appOutcome(page)).toContain('access_denied');
      expect(await site.codesIssued()).toBe(issued);
    }));

  test('unticks scopes, and the token does without them', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signInForApproval(page);
      await scopeBox(page, 'patient/Observation.rs').uncheck();
      await scopeBox(page, 'offline_access').uncheck();
      await page.click('#allow');
      await appOutcome(page);
      const tokens = await tokenResponse(page);

      expect(String(tokens.scope).split(' ')).toEqual(['openid', 'fhirUser', 'launch/patient', 'patient/Patient.rs']);
      expect(tokens).not.toHaveProperty('refresh_token');
      expect(await readByApp(page, 'Patient/123')).toBe('Patient/123');
      expect(await readByApp(page, 'Observation/456')).toBe('HTTP 403');
    }));

  test('ruling 5: mistypes the password, sees the message on the page, and gets in at the second try', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signIn(page, { username: 'amelia', password: 'not the password' });
      await page.waitForSelector('#sign-in-error-text');
      const typed = await page.inputValue('#password');
      await signInForApproval(page);
      await page.click('#allow');

      expect(typed).toBe('');
      expect(await appOutcome(page)).toBe('ready');
    }));
});

describe('F-53: a browser that misbehaves', () => {
  test('Allow pressed twice while the answer is on its way: one code, and a page that helps', () =>
    inBrowser(async (page) => {
      const issued = await site.codesIssued();
      await launch(page, site);
      await signInForApproval(page);
      await pressTwiceWhileWaiting(page);
      await page.waitForSelector('#page-error');

      expect(await site.codesIssued()).toBe(issued + 1);
      expect(await page.textContent('#error-message')).toContain('sent to the app already');
      expect(await page.textContent('#error-advice')).toContain('start again');
      expect(await page.textContent('#error-reference')).toMatch(/^GH-/);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.textContent('#back-to-app')).toBe('Go back to Growth Chart');
      expect(await page.getAttribute('#back-to-app', 'href')).toBe(`${site.app.origin}/`);
      await launch(page, site);
      await page.click('#allow');
      expect(await appOutcome(page)).toBe('ready');
    }));

  test('Allow double-clicked: one code, and either the app or a page that helps', () =>
    inBrowser(async (page) => {
      const issued = await site.codesIssued();
      await launch(page, site);
      await signInForApproval(page);
      await page.dblclick('#allow');
      await page.waitForSelector('#page-error #error-advice, #state:text-is("ready")');

      expect(await site.codesIssued()).toBe(issued + 1);
    }));

  test('back from the app to the approval page: no second code, and a page that helps', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signInForApproval(page);
      await page.click('#allow');
      await appOutcome(page);
      const issued = await site.codesIssued();
      await page.goBack();

      expect(new URL(page.url()).origin).toBe(site.gatehouse.issuer);
      expect(await page.textContent('#error-message')).toContain('sent to the app already');
      expect(await page.locator('#allow').count()).toBe(0);
      expect(await site.codesIssued()).toBe(issued);
      await page.goForward();
      expect(await appOutcome(page)).toBe('ready');
    }));

  test('back from the approval page to the sign-in page: signing in again works', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signInForApproval(page);
      await page.goBack();
      await signInForApproval(page);
      await page.click('#allow');

      expect(await appOutcome(page)).toBe('ready');
    }));

  test('ruling 5: a sign-in page left open in a second tab leads on from where it expired', () =>
    withPage(browser, {}, async (page, context) => {
      await launch(page, site);
      const other = await context.newPage();
      await launch(other, site);
      await signInForApproval(page);
      await signIn(other);
      await other.waitForSelector('#page-error');

      expect(await other.textContent('#error-status')).toContain('403');
      await other.click('#start-again');
      await other.click('#allow');
      expect(await appOutcome(other)).toBe('ready');
      await page.click('#allow');
      expect(await appOutcome(page)).toBe('ready');
    }));

  test('cookies blocked: a page that helps, never a raw error', () =>
    inBrowser(async (page) => {
      await refuseCookies(page, site.gatehouse.issuer);
      await launch(page, site);
      await page.waitForSelector('#page-error');

      expect(await page.textContent('#error-message')).toContain('cookies');
      expect(await page.textContent('#error-advice')).toContain('Go back to the app');
    }));
});

describe('signing in and approving', () => {
  test('STD X13: works with JavaScript switched off', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await page.waitForSelector('#sign-in-form');
      const allowScripts = await forbidScripts(page);
      await signInForApproval(page);
      await scopeBox(page, 'offline_access').uncheck();
      await page.click('#allow');
      await page.waitForURL(`${site.app.redirectUri}?*`);
      const withoutScripts = await page.textContent('#state');
      await allowScripts();
      await page.reload();

      expect(withoutScripts).toBe('waiting');
      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).not.toHaveProperty('refresh_token');
    }));

  test('WCAG 2.1.1, 2.4.7: works by keyboard alone, and shows where the focus is', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await page.waitForSelector('#username:focus');
      // Until a page is painted nobody types into it, and browsers drop what is typed.
      await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
      await page.keyboard.type('amelia');
      await page.keyboard.press('Tab');
      await page.keyboard.type('correct horse battery');
      expect(await page.inputValue('#username')).toBe('amelia');
      expect(await page.inputValue('#password')).toBe('correct horse battery');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#approve-form');
      await tabTo(page, 'scope.offline_access');
      await page.keyboard.press('Space');
      await tabTo(page, 'allow');
      const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
      await page.keyboard.press('Enter');

      expect(outline).not.toBe('none');
      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).not.toHaveProperty('refresh_token');
    }));

  test('WCAG 3.3.1: puts the focus on the message after a wrong password', () =>
    inBrowser(async (page) => {
      await launch(page, site);
      await signIn(page, { username: 'amelia', password: 'not the password' });
      await page.waitForSelector('#sign-in-error');

      expect(await focused(page)).toBe('sign-in-error');
    }));

  test.each([320, 360])('WCAG 1.4.10: fits a phone of %i px, by touch', (width) =>
    withPage(browser, { viewport: { width, height: 640 }, hasTouch: true, isMobile: true }, async (page) => {
      await launch(page, site);
      await page.fill('#username', 'amelia');
      await page.fill('#password', 'correct horse battery');
      const widths = [await overflow(page)];
      await page.tap('#sign-in');
      await page.waitForSelector('#approve-form');
      widths.push(await overflow(page));
      await page.tap('#allow');

      expect(await appOutcome(page)).toBe('ready');
      expect(widths).toEqual([0, 0]);
    }),
  );
});

/** Presses Allow, lets the server answer but keeps the answer back, and presses again. */
async function pressTwiceWhileWaiting(page: Page): Promise<void> {
  await page.locator('#allow').scrollIntoViewIfNeeded();
  const box = await page.locator('#allow').boundingBox();
  if (box === null) throw new Error('There is no Allow button.');
  const answered = Promise.withResolvers<undefined>();
  let presses = 0;
  await page.route('**/oauth/authorize', async (route) => {
    presses += 1;
    if (presses > 1) return route.continue();
    await route.fetch({ maxRedirects: 0 });
    answered.resolve(undefined);
  });
  const press = () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await press();
  await answered.promise;
  await press();
}
