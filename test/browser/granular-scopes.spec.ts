import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { axeFindings, launchBrowser, lookAt, looks, withPage } from '../support/browser.js';
import { startSmartSite, type SmartSite } from '../support/smart-app/smart-site.js';
import {
  appOutcome,
  launch,
  overflow,
  readByApp,
  scopeBox,
  signInForApproval,
  tokenResponse,
} from '../support/smart-app/steps.js';

// Several pages, a password hash and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

const OBSERVATION = 'http://terminology.hl7.org/CodeSystem/observation-category';
const laboratory = `patient/Observation.rs?category=${OBSERVATION}|laboratory`;
const vitalSigns = `patient/Observation.rs?category=${OBSERVATION}|vital-signs`;

let browser: Browser;
let site: SmartSite;

beforeAll(async () => {
  const property = 'module.smart_auth.config.smart_granular_scope_selection=true';
  [browser, site] = await Promise.all([launchBrowser(), startSmartSite([property])]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

test('STD G10: an app on fhirclient that asks for all observations gets the categories the person ticked, and reads the patient', () =>
  withPage(browser, {}, async (page) => {
    await launch(page, site);
    await signInForApproval(page);
    const boxes = await page.locator('.parts input[type=checkbox]').all();
    for (const box of boxes) if ((await box.getAttribute('name')) !== `scope.${laboratory}`) await box.uncheck();
    await page.click('#allow');

    expect(boxes.length).toBeGreaterThan(5);
    expect(await appOutcome(page)).toBe('ready');
    const granted = String((await tokenResponse(page)).scope).split(' ');
    expect(granted.filter((scope) => scope.includes('Observation'))).toEqual([laboratory]);
    expect(granted).toContain('patient/Patient.rs');
    expect(await readByApp(page, 'Patient/123')).toBe('Patient/123');
  }));

test('STD G10: an app that names the categories is granted them as asked', () =>
  withPage(browser, {}, async (page) => {
    const scope = `openid launch/patient patient/Patient.rs ${laboratory} ${vitalSigns}`;
    await launch(page, site, { scope });
    await signInForApproval(page);
    const titles = await page.locator('label.scope-title').allTextContents();
    await page.click('#allow');

    expect(titles).toContain('See laboratory results of the selected patient');
    expect(await appOutcome(page)).toBe('ready');
    expect((await tokenResponse(page)).scope).toBe(scope);
  }));

test('WCAG 2.2 AA: the page with categories has no fault that axe finds, and fits, light and dark, wide and small', () =>
  withPage(browser, {}, async (page) => {
    await launch(page, site);
    await signInForApproval(page);

    for (const look of looks) {
      await lookAt(page, look);
      expect([look.name, await overflow(page), ...(await axeFindings(page))]).toEqual([look.name, 0]);
    }
    await page.getByText('Vital signs such as blood pressure').click();
    expect(await scopeBox(page, vitalSigns).isChecked()).toBe(false);
  }));
