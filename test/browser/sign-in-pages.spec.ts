import { jest } from '@jest/globals';
import type { Browser, Page, Response } from 'playwright-core';
import { authorizeUrl, newPkce } from '../support/app.js';
import { axeFindings, launchBrowser, lookAt, looks, withPage } from '../support/browser.js';
import { startSmartSite, type SmartSite } from '../support/smart-app/smart-site.js';
import {
  appOutcome,
  forbidScripts,
  launch,
  overflow,
  readByApp,
  signIn,
  signInForApproval,
  tokenResponse,
} from '../support/smart-app/steps.js';
import { wardModule } from '../support/ward-module.js';

// Several pages in four looks, password hashes and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

let browser: Browser;
let site: SmartSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startSmartSite(wardModule)]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Address of an authorization request of the app. */
function request(parameters: Readonly<Record<string, string | undefined>> = {}, path = ''): string {
  return authorizeUrl(site.gatehouse.issuer + path, {
    client_id: 'growth-chart',
    redirect_uri: site.app.redirectUri,
    code_challenge: newPkce().challenge,
    ...parameters,
    ...(path === '' && { aud: site.fhir.baseUrl }),
  });
}

/** Goes to an address of Gatehouse by a link on the app's page, which is another site. */
async function followLink(page: Page, address: string): Promise<void> {
  await page.goto(site.app.redirectUri);
  await page.evaluate(`location.assign(${JSON.stringify(address)})`);
}

/** A page of the running server, and the way there. */
interface RunningPage {
  readonly name: string;
  readonly id: string;
  readonly status: number;
  open(page: Page): Promise<unknown>;
}

const pages: readonly RunningPage[] = [
  { name: 'sign-in', id: 'page-sign-in', status: 200, open: (page) => page.goto(request()) },
  {
    name: 'sign-in after a wrong password',
    id: 'sign-in-error',
    status: 200,
    open: async (page) => {
      await page.goto(request());
      await signIn(page, { username: 'amelia', password: 'not the password' });
    },
  },
  {
    name: 'sign-in below a context path',
    id: 'page-sign-in',
    status: 200,
    open: (page) => page.goto(request({}, '/ward')),
  },
  {
    name: 'approval',
    id: 'page-approve',
    status: 200,
    open: async (page) => {
      await page.goto(request({ scope: 'openid fhirUser launch/patient patient/Patient.rs offline_access' }));
      await signIn(page);
    },
  },
  {
    name: 'error: a client that nobody knows',
    id: 'page-error',
    status: 400,
    open: (page) => page.goto(request({ client_id: 'nobody' })),
  },
  {
    name: 'error: a sign-in page whose cookie is gone',
    id: 'page-error',
    status: 403,
    open: async (page) => {
      await page.goto(request());
      await page.context().clearCookies();
      await signIn(page);
    },
  },
  {
    name: 'error: an address that leads nowhere',
    id: 'page-error',
    status: 404,
    open: (page) => page.goto(`${site.gatehouse.issuer}/nothing-here`),
  },
  {
    name: 'error: an endpoint that is not for people',
    id: 'page-error',
    status: 405,
    open: (page) => page.goto(`${site.gatehouse.issuer}/oauth/token`),
  },
  {
    name: 'sign out?',
    id: 'page-logout-confirm',
    status: 200,
    open: async (page) => {
      await page.goto(request());
      await signInForApproval(page);
      await followLink(page, `${site.gatehouse.issuer}/logout`);
    },
  },
  {
    name: 'signed out',
    id: 'page-logged-out',
    status: 200,
    open: (page) => page.goto(`${site.gatehouse.issuer}/logout`),
  },
  {
    name: 'returning to the app by a form',
    id: 'page-form-post',
    status: 200,
    open: async (page) => {
      await page.route('**/form-post', (route) => route.fulfill({ status: 204 }));
      await page.goto(formPost());
      await signIn(page);
    },
  },
];

/** A request of the app that approves itself, to be answered by a form. */
function formPost(): string {
  return request({
    client_id: 'kiosk',
    scope: 'openid',
    response_mode: 'form_post',
    redirect_uri: `${site.app.origin}/form-post`,
  });
}

describe('the pages of the running server', () => {
  test.each(pages)('WCAG 2.2 AA, V-62, V-68: $name', ({ id, status, open }) =>
    withPage(browser, {}, async (page) => {
      const seen = watch(page);
      await open(page);
      await page.waitForSelector(`#${id}`);
      const document = seen.documents.at(-1);

      expect(document?.status()).toBe(status);
      expect(document?.headers()).toEqual(expect.objectContaining(pageHeaders));
      expect(document?.headers()).not.toHaveProperty('access-control-allow-origin');
      expect(await page.evaluate<number>('document.styleSheets[0].cssRules.length')).toBeGreaterThan(10);
      expect(seen.problems).toEqual([]);
      for (const look of looks) {
        await lookAt(page, look);
        expect([look.name, await overflow(page), await axeFindings(page)]).toEqual([look.name, 0, []]);
      }
    }),
  );

  test('ruling 5: says which address and which parameter was at fault, with a number to ask about', () =>
    withPage(browser, {}, async (page) => {
      await page.goto(request({ client_id: 'nobody' }));

      expect(await page.textContent('#error-uri')).toBe('/oauth/authorize');
      expect(await page.textContent('#error-parameter')).toBe('client_id');
      expect(await page.textContent('#error-reference')).toMatch(/^GH(?:-[2-9A-Z]{2,4}){3}$/);
    }));

  test('works below a context path, from sign-in to the app', () =>
    withPage(browser, {}, async (page) => {
      await page.goto(request({ scope: 'openid' }, '/ward'));
      await signInForApproval(page);
      const asked = page.url();
      await page.click('#allow');
      await page.waitForURL(`${site.app.redirectUri}?*`);

      expect(asked).toContain(`${site.gatehouse.issuer}/ward/oauth/authorize`);
    }));
});

describe('answering by a form (OAuth 2.0 Form Post Response Mode)', () => {
  test('sends code, state and issuer to the app by itself', () =>
    withPage(browser, {}, async (page) => {
      await page.goto(formPost());
      await signIn(page);
      await page.waitForURL(`${site.app.origin}/form-post`);

      expect(await lastPosted()).toEqual({
        code: expect.stringMatching(/^ghc_/),
        state: 'af0ifjsldkj',
        iss: site.gatehouse.issuer,
      });
    }));

  test('STD X13: with JavaScript switched off, at the press of a button', () =>
    withPage(browser, {}, async (page) => {
      await forbidScripts(page);
      await page.goto(formPost());
      await signIn(page);
      await page.click('#continue');
      await page.waitForURL(`${site.app.origin}/form-post`);

      expect(await lastPosted()).toHaveProperty('code');
    }));
});

describe('signing out in a browser', () => {
  test('ruling 45: a link from another site asks first, and then ends the session', () =>
    withPage(browser, {}, async (page) => {
      await page.goto(request());
      await signInForApproval(page);
      await followLink(page, `${site.gatehouse.issuer}/logout`);
      await page.waitForSelector('#logout-form');
      await page.goto(request());
      const stillSignedIn = await page.locator('#approve-form').count();
      await followLink(page, `${site.gatehouse.issuer}/logout`);
      await page.click('#sign-out');
      await page.waitForSelector('#page-logged-out');
      await page.goto(request());

      expect(stillSignedIn).toBe(1);
      expect(await page.locator('#sign-in-form').count()).toBe(1);
    }));

  test('ruling 45: a form that another site sends does not end the session either', () =>
    withPage(browser, {}, async (page) => {
      await page.goto(request());
      await signInForApproval(page);
      await page.goto(site.app.redirectUri);
      await page.evaluate(
        `document.body.insertAdjacentHTML('beforeend', '<form id="trap" method="post" action="${site.gatehouse.issuer}/logout">'), document.getElementById('trap').submit()`,
      );
      await page.waitForURL(`${site.gatehouse.issuer}/logout*`);
      await page.goto(request());

      expect(await page.locator('#approve-form').count()).toBe(1);
    }));

  test('ruling 45: an address typed by hand ends it at once, and going back shows nothing', () =>
    withPage(browser, {}, async (page) => {
      await page.goto(request());
      await signInForApproval(page);
      await page.goto(`${site.gatehouse.issuer}/logout`);
      await page.waitForSelector('#page-logged-out');
      await page.goBack();

      expect(await page.locator('#allow').count()).toBe(0);
      expect(await page.textContent('body')).not.toContain('Marsh');
    }));

  test('reference 3.11: an app ends the session and its tokens by a call from its own page', () =>
    withPage(browser, {}, async (page) => {
      await launch(page, site);
      await signInForApproval(page);
      await page.click('#allow');
      await appOutcome(page);
      const { access_token: token } = await tokenResponse(page);
      const before = await readByApp(page, 'Patient/123');
      const status = await page.evaluate<number>(
        `fetch('${site.gatehouse.issuer}/logout?cb=none&revoke=token&revoke=token_refresh', { method: 'POST', credentials: 'include', headers: { authorization: 'Bearer ${String(token)}' } }).then(({ status }) => status)`,
      );
      const after = await page.evaluate<number>(
        `fetch('${site.fhir.baseUrl}/Patient/123', { headers: { authorization: 'Bearer ${String(token)}' } }).then(({ status }) => status)`,
      );
      await launch(page, site);
      await page.waitForSelector('#sign-in-form, #approve-form');

      expect([before, status, after]).toEqual(['Patient/123', 204, 401]);
      expect(await page.locator('#sign-in-form').count()).toBe(1);
    }));
});

/** Never kept, framed, extended by others or taken for something else. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': expect.stringMatching(/^(?:same-origin|no-referrer)$/),
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'content-security-policy': expect.stringMatching(/^default-src 'none';(?!.*unsafe).*frame-ancestors 'none'/),
};

/** Documents that Gatehouse showed, and what the browser had to say against them. */
function watch(page: Page): { readonly documents: Response[]; readonly problems: string[] } {
  const seen = { documents: [] as Response[], problems: [] as string[] };
  page.on('response', (response) => {
    const isDocument = response.request().isNavigationRequest() && response.status() !== 303;
    if (isDocument && response.url().startsWith(site.gatehouse.issuer)) seen.documents.push(response);
    else if (!isDocument && response.status() >= 400) seen.problems.push(`${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Permissions-Policy/.test(message.text())) seen.problems.push(message.text());
  });
  page.on('pageerror', (error) => seen.problems.push(error.message));
  return seen;
}

async function lastPosted(): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(site.app.posted.at(-1)));
}
