import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, launchBrowser, lookAt, looks, withPage } from '../support/browser.js';
import { newLaunch } from '../support/ehr.js';
import { patientSearch, startSmartSite, type SmartSite } from '../support/smart-app/smart-site.js';
import {
  appOutcome,
  focused,
  forbidScripts,
  launch,
  overflow,
  readByApp,
  signIn,
  signInForApproval,
  tabTo,
  tokenResponse,
} from '../support/smart-app/steps.js';
import { carla } from '../support/test-users.js';

// Several pages, a password hash and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

const SCOPE = 'openid launch/patient patient/Patient.rs';

let browser: Browser;
let site: SmartSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startSmartSite(patientSearch)]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

function inBrowser(work: (page: Page) => Promise<void>): Promise<void> {
  return withPage(browser, {}, work);
}

/** What the EHR opens for Amelia, who has Oscar's record open. */
async function ehrLaunchAddress(): Promise<string> {
  const order = { clientId: 'growth-chart', user: 'amelia', patient: '124', need_patient_banner: false };
  const { launchUrl } = await newLaunch(site.gatehouse.issuer, { ...order, intent: 'show-growth', tenant: 'ward-7' });
  if (launchUrl === undefined) throw new Error('The app has no launch URL.');
  return launchUrl;
}

/** Opens the app and signs in as somebody who has to search for the patient. */
async function openSearch(page: Page, scope = SCOPE): Promise<void> {
  await launch(page, site, { scope });
  await signIn(page, carla);
  await page.waitForSelector('#search-form');
}

async function searchByName(page: Page, name: string): Promise<void> {
  await page.fill('#search-name', name);
  await page.click('#search');
  await page.waitForSelector('#contexts');
}

describe('an app on fhirclient that the EHR launches', () => {
  test('STD I2, I12, L1, L7, R1, F4, G11: works with what the EHR had open, and goes on with it when it refreshes', () =>
    inBrowser(async (page) => {
      await page.goto(await ehrLaunchAddress());
      await signInForApproval(page);
      await page.click('#allow');
      expect(await appOutcome(page)).toBe('ready');
      const first = await tokenResponse(page);
      await page.evaluate('smart.refresh()');
      const second = await tokenResponse(page);
      const style = await page.evaluate(
        'fetch(smart.state.tokenResponse.smart_style_url).then((answer) => answer.json())',
      );

      const context = { patient: '124', need_patient_banner: false, intent: 'show-growth', tenant: 'ward-7' };
      expect(first).toMatchObject(context);
      expect(second).toMatchObject({ ...context, smart_style_url: first.smart_style_url });
      expect(second.access_token).not.toBe(first.access_token);
      expect(style).toMatchObject({ color_background: expect.stringMatching(/^#/) });
      expect(await readByApp(page, 'Patient/124')).toBe('Patient/124');
      expect(await readByApp(page, 'Patient/123')).toBe('HTTP 403');
    }));

  test('ruling 3: may be launched anew by a reload until the person has answered, and never after', () =>
    inBrowser(async (page) => {
      const address = await ehrLaunchAddress();
      await page.goto(address);
      await signInForApproval(page);
      await page.goto(address);
      await page.click('#allow');
      const first = await appOutcome(page);
      await page.goto(address);

      expect(first).toBe('ready');
      expect(await appOutcome(page)).toContain('invalid_request');
    }));
});

describe('STD L3: a person who searches for the patient', () => {
  test('finds and chooses; the app works with whom was chosen', () =>
    inBrowser(async (page) => {
      await openSearch(page);
      await searchByName(page, 'marsh');
      const address = page.url();
      const before = await page.locator('label.scope-title').allTextContents();
      await page.click('#more');
      await page.waitForSelector('text=Ottilie');
      const after = await page.locator('label.scope-title').allTextContents();
      await page.click('text=Otto Marsh');
      await page.click('#choose');
      await page.waitForSelector('#approve-form');
      await page.click('#allow');

      expect(address).not.toMatch(/marsh/i);
      expect([before.length, after]).toEqual([3, ['Otto Marsh', 'Ottilie Marsh']]);
      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).toMatchObject({ patient: '126' });
      expect(await readByApp(page, 'Patient/126')).toBe('Patient/126');
      expect(await readByApp(page, 'Patient/127')).toBe('HTTP 403');
    }));

  test('chooses the visit after the patient', () =>
    inBrowser(async (page) => {
      await openSearch(page, `${SCOPE} launch/encounter`);
      await searchByName(page, 'Oscar');
      await page.click('text=Oscar Marsh');
      await page.click('#choose');
      await page.click('text=Broken arm');
      await page.click('#choose');
      await page.click('#allow');

      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).toMatchObject({ patient: '124', encounter: 'e2' });
    }));

  test('goes back to what was found, and chooses another', () =>
    inBrowser(async (page) => {
      await openSearch(page);
      await searchByName(page, 'marsh');
      await page.click('text=Oscar Marsh');
      await page.click('#choose');
      await page.waitForSelector('#approve-form');
      await page.goBack();
      await page.click('text=Olive Marsh');
      await page.click('#choose');
      await page.waitForSelector('#approve-form');
      const shown = await page.textContent('body');
      await page.click('#allow');

      expect(shown).toContain('Olive Marsh');
      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).toMatchObject({ patient: '125' });
    }));

  test('changes their mind on the approval page', () =>
    inBrowser(async (page) => {
      await openSearch(page);
      await searchByName(page, 'Oscar');
      await page.click('text=Oscar Marsh');
      await page.click('#choose');
      await page.click('#change-context-0');
      await searchByName(page, 'Olive');
      await page.click('text=Olive Marsh');
      await page.click('#choose');
      await page.click('#allow');

      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).toMatchObject({ patient: '125' });
    }));

  test('finds none of theirs, and the app is told access_denied', () =>
    inBrowser(async (page) => {
      const issued = await site.codesIssued();
      await openSearch(page);
      await page.fill('#search-name', 'Stranger');
      await page.click('#search');
      const said = await page.textContent('#context-empty');
      await page.click('#cancel');

      expect(said).toContain('No patient that you may see fits');
      expect(await appOutcome(page)).toContain('access_denied');
      expect(await site.codesIssued()).toBe(issued);
    }));

  test('WCAG 2.1.1: does it by keyboard alone', () =>
    inBrowser(async (page) => {
      await openSearch(page);
      const startsAt = await focused(page);
      await page.keyboard.type('Oscar');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#contexts');
      await tabTo(page, 'context-0');
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#approve-form');
      await tabTo(page, 'allow');
      await page.keyboard.press('Enter');

      expect(startsAt).toBe('search-name');
      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).toMatchObject({ patient: '124' });
    }));

  test('STD X13: does it with JavaScript switched off', () =>
    inBrowser(async (page) => {
      await launch(page, site, { scope: SCOPE });
      await page.waitForSelector('#sign-in-form');
      const allowScripts = await forbidScripts(page);
      await signIn(page, carla);
      await searchByName(page, 'Oscar');
      await page.check('#context-0');
      await page.click('#choose');
      await page.click('#allow');
      await page.waitForURL(`${site.app.redirectUri}?*`);
      await allowScripts();
      await page.reload();

      expect(await appOutcome(page)).toBe('ready');
      expect(await tokenResponse(page)).toMatchObject({ patient: '124' });
    }));

  test('WCAG 3.3.1: is told what is wrong with a birth date, with the focus on it', () =>
    inBrowser(async (page) => {
      await openSearch(page);
      await page.fill('#search-birth-date', '17.5.1984');
      await page.click('#search');
      await page.waitForSelector('#context-problem');

      expect(await focused(page)).toBe('context-problem');
      expect(await page.inputValue('#search-birth-date')).toBe('17.5.1984');
      expect(await axeFindings(page)).toEqual([]);
    }));

  test.each(looks)('WCAG 1.4.10: has pages that are readable $name', (look) =>
    inBrowser(async (page) => {
      await lookAt(page, look);
      await openSearch(page);
      const widths = [await overflow(page)];
      const findings = [...(await axeFindings(page))];
      await searchByName(page, 'Marsh');
      widths.push(await overflow(page));
      findings.push(...(await axeFindings(page)));

      expect(widths).toEqual([0, 0]);
      expect(findings).toEqual([]);
    }),
  );
});
