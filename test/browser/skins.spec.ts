import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readSkinPackage } from '#skin/package/read-skin-package';
import type { SkinPackage } from '#skin/package/skin-package';
import { compileSkin, type CompiledSkin } from '#skin/skin-pages/compiled-skin';
import { skinPageNames, skinPages, type SkinPageName } from '#skin/skin-pages/skin-page-names';
import { renderedInSkin } from '#skin/skin-pages/skinned-pages';
import { stockPage, type StockFlavour } from '#skin/skin-pages/stock-pages';
import { SkinProperties } from '#skin/skin-properties.port';
import { staticFileType } from '#skin/static/static-file-type';
import { loadStaticResources, staticResource, type StaticResources } from '#skin/static/static-resources';
import { authorizeUrl, newPkce, postForm, redemption, type Pkce } from '../support/app.js';
import { axeFindings, keepAxe, launchBrowser, lookAt, looks, withPage } from '../support/browser.js';
import { brokenSkin, curiousSkin, mitreidSkin, recklessSkin, springSkin } from '../support/foreign-skins.js';
import { PageServer } from '../support/page-server.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { HOSTILE_NAME, sampleSkin, SkinSite } from '../support/skin-site.js';
import { REDIRECT_URI } from '../support/test-clients.js';
import { focused, overflow, scopeBox } from '../support/smart-app/steps.js';
import { amelia, bertha, carla } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';

// A server, a browser and many pages, on a machine that may be busy.
jest.setTimeout(60_000);

const SCOPE = 'openid fhirUser launch/patient patient/*.rs offline_access';
const NEW = 'plum ladder quiet harbour';

let browser: Browser;
let site: SkinSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), SkinSite.start()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** An app's request, on its way. */
async function request(page: Page, issuer: string, more: Readonly<Record<string, string>> = {}): Promise<Pkce> {
  const pkce = newPkce();
  await page.goto(authorizeUrl(issuer, { code_challenge: pkce.challenge, scope: SCOPE, ...more }));
  return pkce;
}

/** Clicks, and gives what the app is told. There is no app: the page is of no use afterwards. */
async function answerAfter(page: Page, selector: string): Promise<URL> {
  const [told] = await Promise.all([
    page.waitForRequest((one) => one.url().startsWith(REDIRECT_URI)),
    page.click(selector),
  ]);
  return new URL(told.url());
}

/** Redeems what the app was told. */
async function tokensFor(issuer: string, callback: URL, pkce: Pkce): Promise<Readonly<Record<string, unknown>>> {
  const code = callback.searchParams.get('code') ?? '';
  const response = await postForm(`${issuer}/oauth/token`, redemption({ code, pkce, callback }));
  expect(response.status).toBe(200);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

async function signIn(
  page: Page,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<void> {
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('#sign-in');
}

/** Waits for a page of the sample skin and has axe look at it. */
async function isShown(page: Page, id: string): Promise<void> {
  await page.waitForSelector(`.site + #page-${id}`);
  expect([id, ...(await axeFindings(page))]).toEqual([id]);
}

async function codeFor(email: string, subject: string): Promise<string> {
  return /Code: (\d{6})/.exec((await site.mails.next(email, subject)).text)?.[1] ?? '';
}

describe('the sample skin', () => {
  beforeAll(() => sampleSkin().then((jar) => site.wear('smart_auth', jar)));

  test('carries the whole authorization code flow in French: choice, password, second factor, terms, context, approval; then connected apps', () =>
    withPage(browser, { locale: 'fr-FR' }, async (page, context) => {
      const app = await giveTotp(site.server, 'carla');
      const pkce = await request(page, site.issuer, { ui_locales: 'xx fr-CA en' });
      await isShown(page, 'choose-server');
      expect(await page.getAttribute('html', 'lang')).toBe('fr');
      expect(await page.textContent('h1')).toBe('Où voulez-vous vous connecter\u00a0?');
      expect(await page.locator('#servers a').allTextContents()).toEqual(['Hospital staff', 'Patients']);
      await signIn(page, { ...carla, password: 'wrong' });
      await isShown(page, 'choose-server');
      expect(await page.textContent('#problem')).toContain('Il y a un problème');
      expect(await focused(page)).toBe('problem');
      expect(await page.inputValue('#username')).toBe('carla');

      await signIn(page, carla);
      await isShown(page, 'second-factor');
      await page.fill('#code', '000000');
      await page.click('#continue');
      await isShown(page, 'second-factor');
      expect(await page.locator('#problem').count()).toBe(1);
      await page.fill('#code', await app.next());
      await page.click('#continue');
      await moveDatabaseClock(site.server.databaseUrl, 0);

      await isShown(page, 'terms-of-service');
      await page.click('#agree');
      await isShown(page, 'select-context');
      await page.fill('#search-name', 'marsh');
      await page.click('#search');
      await page.click('text=Oscar Marsh');
      await page.click('#choose');

      await isShown(page, 'approve');
      expect(await page.textContent('#signed-in-user')).toContain('Carla Finch');
      expect(await page.textContent('#context-0')).toContain('Oscar Marsh');
      await scopeBox(page, 'offline_access').uncheck();
      const tokens = await tokensFor(site.issuer, await answerAfter(page, '#allow'), pkce);
      expect(tokens).toMatchObject({ patient: 'oscar', scope: expect.stringContaining('patient/*.rs') });
      expect(tokens['scope']).not.toContain('offline_access');

      const tab = await context.newPage();
      await tab.goto(`${site.issuer}/session/management`);
      await isShown(tab, 'session-management');
      expect(await tab.textContent('h1')).toBe('Applications connectées');
      await tab.click('text=Retirer cette application');
      await tab.waitForSelector('#notice');
      expect(await tab.locator('#no-apps').count()).toBe(1);
    }));

  test('leads to another sign-in service and back, and who says no goes back to the app', () =>
    withPage(browser, {}, async (page) => {
      await request(page, site.issuer, { scope: 'openid user/*.rs' });
      await page.click('text=Hospital staff');
      await page.click('#agree');
      await isShown(page, 'approve');
      expect(await page.textContent('#signed-in-user')).toContain('Maria Adams');

      expect((await answerAfter(page, '#deny')).searchParams.get('error')).toBe('access_denied');
    }));

  test('serves forgotten passwords and new accounts', () =>
    withPage(browser, {}, async (page) => {
      await request(page, site.issuer);
      await page.click('#forgot-password');
      await isShown(page, 'forgot-password-step1');
      await page.fill('#username', 'bertha');
      await page.click('#send-code');
      await isShown(page, 'forgot-password-step2');
      await page.fill('#code', '000000');
      await page.click('#continue');
      expect(await page.textContent('#problem')).toContain('There is a problem');
      await page.fill('#code', await codeFor(bertha.email, 'Your code for a new password'));
      await page.click('#continue');
      await isShown(page, 'forgot-password-step3');
      await page.fill('#new-password', NEW);
      await page.fill('#repeated-password', NEW);
      await page.click('#set-password');
      await isShown(page, 'choose-server');
      expect(await page.inputValue('#username')).toBe('bertha');

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
      await isShown(page, 'choose-server');
      expect(await page.locator('#notice').count()).toBe(1);
    }));

  test('ruling 5: shows what became of a wrong address and of an expired form, in its own error page', () =>
    withPage(browser, {}, async (page) => {
      await page.goto(`${site.issuer}/oauth/token`);
      await isShown(page, 'error');
      expect(await page.textContent('#error-uri')).toBe('/oauth/token');
      await request(page, site.issuer);
      await page.context().clearCookies();
      await signIn(page, amelia);
      await isShown(page, 'error');
      expect(await page.textContent('#error-status')).toContain('403');
      await page.click('#start-again');
      await isShown(page, 'choose-server');
    }));
});

describe('skins as others have them', () => {
  test.each([
    ['Spring Security', springSkin, "[name='scope.offline_access'][value='false']", 'You are amelia, Marsh'],
    ['MITREid Connect', mitreidSkin, "[name='scope_offline_access']", 'Approval Required for Public App'],
  ])(
    'skins 1.4: pages for %s work as they are, without a token or any field of ours',
    async (_name, jar, box, words) => {
      await site.wear('ward', jar());
      await withPage(browser, {}, async (page, context) => {
        const pkce = await request(page, site.ward, { scope: 'openid patient/*.rs offline_access' });
        expect(await page.textContent('h1')).toContain('Log');
        await signIn(page, { ...amelia, password: 'wrong' });
        expect(await page.locator('#wrong').count()).toBe(1);
        await signIn(page, amelia);
        await page.waitForSelector('#foreign #allow');
        expect(await page.textContent('body')).toContain(words);
        expect(await page.evaluate('getComputedStyle(document.body).borderTopColor')).toBe('rgb(1, 2, 3)');
        await page.click(box);

        const tokens = await tokensFor(site.ward, await answerAfter(page, '#allow'), pkce);
        expect(String(tokens['scope']).split(' ').toSorted()).toEqual(['openid', 'patient/*.rs']);

        const tab = await context.newPage();
        await request(tab, site.ward, { prompt: 'consent' });
        expect((await answerAfter(tab, '#deny')).searchParams.get('error')).toBe('access_denied');
      });
    },
  );

  test('skins 5.4: a page that cannot be shown is the built-in one, and whoever runs the server can see why', async () => {
    await site.wear('ward', brokenSkin(), { override: true });
    await withPage(browser, {}, async (page) => {
      const pkce = await request(page, site.ward);
      await page.waitForSelector('#foreign #username');
      await signIn(page, amelia);
      await page.waitForSelector('.brand + #page-approve');
      await tokensFor(site.ward, await answerAfter(page, '#allow'), pkce);
    });
    const [row] = await rowsOf(site.server.databaseUrl, "select detail from audit_event where kind = 'SKIN_PAGE'");
    const place = { page: 'approval', file: 'userapprove.html', expression: expect.stringContaining('client.vendor') };
    expect(row).toMatchObject({ detail: { skin: 'org.example:clinic:1.0', line: 10, ...place } });
  });

  test('V-79, V-82: nothing of what apps say of themselves runs on pages that print it everywhere', async () => {
    await site.wear('ward', recklessSkin());
    await withPage(browser, {}, async (page) => {
      await request(page, site.ward, { client_id: 'hostile-app', scope: 'openid notes links' });
      await signIn(page, amelia);
      await page.waitForSelector('#foreign #allow');
      expect(await page.getAttribute('#links', 'href')).toBe('#');

      expect(await page.title()).toBe('Approve');
      expect(await page.evaluate('saidByApp')).toBe(HOSTILE_NAME);
      expect(await page.inputValue('#field')).toBe(HOSTILE_NAME);
      expect(await page.locator('img, [onerror], script:not([nonce])').count()).toBe(0);
      expect(await page.textContent('body')).not.toMatch(/(^|\W)49(\W|$)/);
    });
  });
});

describe('a preview of a skin that nobody wears', () => {
  test('R-16, V-62: scripts run and reach neither cookies nor the server, and forms lead nowhere', async () => {
    const url = await site.preview(curiousSkin(), 'login');
    await withPage(browser, {}, async (page, context) => {
      await context.addCookies([{ name: 'session', value: 'secret', url: site.issuer }]);
      const loaded: string[] = [];
      page.on('response', (one) => loaded.push(`${String(one.status())} ${one.url().split('/').at(-1) ?? ''}`));
      await page.goto(url);

      expect(await page.evaluate('[inline, told]')).toEqual([
        'ran',
        { cookies: 'SecurityError', storage: 'SecurityError', origin: 'null' },
      ]);
      expect(await page.evaluate('called')).toBe('TypeError');
      expect(await page.evaluate('getComputedStyle(document.body).borderTopColor')).toBe('rgb(1, 2, 3)');
      expect(await page.evaluate("document.querySelector('#picture').naturalWidth")).toBe(7);
      expect(loaded.toSorted()).toEqual(
        ['200 clinic.css', '200 clinic.js', '200 clinic.svg', '200 font.woff2', '200 login'].toSorted(),
      );
      const asked: string[] = [];
      page.on('request', (one) => asked.push(one.url()));
      for (const button of ['#sign-in', '#leave']) await page.click(button);
      expect([page.url(), ...asked]).toEqual([url]);
    });
  });

  test('skins 5.6: looks as it will, and its links lead from page to page', async () => {
    const url = await site.preview(await sampleSkin(), 'login', { language: 'fr' });
    await withPage(browser, {}, async (page) => {
      await page.goto(url);
      expect(await page.getAttribute('html', 'lang')).toBe('fr');
      expect(await page.evaluate("document.querySelector('.site-name > img').naturalWidth")).toBeGreaterThan(0);
      for (const look of looks) {
        await lookAt(page, look);
        const seen = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        const expected = look.colorScheme === 'dark' ? 'rgb(17, 27, 38)' : 'rgb(255, 255, 255)';
        expect([look.name, await overflow(page), seen]).toEqual([look.name, 0, expected]);
      }
      await page.click('#forgot-password');
      await page.waitForSelector('#page-forgot-password-step1');
      await page.click('#back');
      await page.waitForSelector('#page-sign-in');
      expect(page.url()).toBe(url);
    });
  });
});

/** What pages of a skin link, by the names that they have below `resources/`: its own files, and those of the built-in pages. */
async function resourcesOf({ files }: SkinPackage): Promise<StaticResources> {
  const own = [...files].flatMap(([path, body]) => {
    const mediaType = staticFileType(path);
    const name = path.split(/^resources\//)[1];
    return name === undefined || mediaType === undefined ? [] : [[name, staticResource(body, mediaType)] as const];
  });
  return new Map([...(await loadStaticResources('views/signin/assets')), ...own]);
}

describe('every page of the sample skin', () => {
  let worn: CompiledSkin;
  let server: PageServer;
  let page: Page;
  const settings = Object.assign(new SkinProperties(), { milliseconds: 1_000, baseLanguage: 'en' });
  beforeAll(async () => {
    const read = await readSkinPackage(await sampleSkin());
    if (read.kind === 'refused') throw new Error(read.finding.problem);
    expect(read.findings).toEqual([]);
    worn = compileSkin(read.skin);
    server = new PageServer(await resourcesOf(read.skin));
    await server.start();
    page = await browser.newPage();
    await keepAxe(page);
  });
  afterAll(() => Promise.all([page.close(), server.stop()]));

  /** Shows a page with stock data as the server would, its files included. */
  async function show(name: SkinPageName, flavour: StockFlavour): Promise<void> {
    const { model, audience } = stockPage(name, flavour);
    const skinPage = { name, file: `${skinPages[name].file}.html`, worn, settings };
    server.pages.set('/page', renderedInSkin(skinPage, model, audience, new Date(0)));
    await page.goto(`${server.origin}/page`);
  }

  test.each(skinPageNames)(
    'WCAG 2.2 AA, 1.4.10, V-79, V-82: %s has nothing that axe finds and fits a phone; nothing of hostile texts runs, nor breaks its policy',
    async (name) => {
      const violations: string[] = [];
      page.removeAllListeners();
      page.on('console', (message) => /security policy/i.test(message.text()) && violations.push(message.text()));
      page.on('response', (file) => file.ok() || violations.push(`${String(file.status())} ${file.url()}`));
      for (const [flavour, look, rule] of [
        ['normal', { width: 1280, colorScheme: 'light' }],
        ['empty', { width: 360, colorScheme: 'dark' }, 'color-contrast'],
        ['long', { width: 320, colorScheme: 'light' }, 'target-size'],
        ['hostile', { width: 320, colorScheme: 'dark' }, 'color-contrast'],
      ] as const) {
        await lookAt(page, { name: flavour, ...look });
        await show(name, flavour);
        expect([flavour, await overflow(page), ...(await axeFindings(page, rule))]).toEqual([flavour, 0]);
      }
      expect(
        await page.locator('img:not(.site-name > img), [onerror], [onfocus], script:not([nonce], [src])').count(),
      ).toBe(0);
      expect(await page.textContent('body')).not.toMatch(/(^|\W)49(\W|$)/);
      expect(violations).toEqual([]);
    },
  );
});
