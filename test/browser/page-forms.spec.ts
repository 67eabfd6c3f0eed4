import type { BrowserContextOptions, Page } from 'playwright-core';
import type { PageModels } from '#skin/page-renderer.port';
import { withPage } from '../support/browser.js';
import { PageBench } from '../support/page-bench.js';

const phone: BrowserContextOptions = { viewport: { width: 360, height: 640 } };
const noScripts: BrowserContextOptions = { ...phone, javaScriptEnabled: false };

let bench: PageBench;

beforeAll(async () => {
  bench = await PageBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

/** Runs a person's steps in a browser without JavaScript. */
const withoutScripts = <T>(work: (page: Page) => Promise<T>): Promise<T> => withPage(bench.browser, noScripts, work);

describe('X13, OU1: without JavaScript', () => {
  test('signs in with the Enter key', async () => {
    await withoutScripts(async (page) => {
      await bench.show(page, await bench.render('sign-in'));
      await page.fill('#username', 'adams');
      await page.fill('#password', 'a & b');
      await page.press('#password', 'Enter');
      await page.waitForURL('**/authenticate');
    });

    const hidden = { _csrf: 'sample-csrf-token', interaction: 'sample-interaction' };
    expect(bench.server.firstForm).toEqual({ ...hidden, username: 'adams', password: 'a & b' });
  });

  test.each<{ changes: Partial<PageModels['sign-in']>; id: string }>([
    { changes: { error: undefined }, id: 'username' },
    { changes: { error: undefined, username: 'adams' }, id: 'password' },
    { changes: { error: 'No.', username: 'adams' }, id: 'sign-in-error' },
  ])('the cursor waits where the person goes on: $id', async ({ changes, id }) => {
    await withoutScripts(async (page) => {
      await bench.show(page, await bench.render('sign-in', changes));

      expect(await page.locator(':focus').getAttribute('id')).toBe(id);
    });
  });

  test.each([
    { button: 'allow', decision: 'true' },
    { button: 'deny', decision: 'false' },
  ])('STD G10: sends the ticked scopes and categories and the decision: $button', async ({ button, decision }) => {
    const category = 'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category';
    await withoutScripts(async (page) => {
      await bench.show(page, await bench.render('approve'));
      await page.uncheck('[name="scope.patient/Observation.cu"]');
      await page.getByLabel('Social history such as smoking').uncheck();
      await page.click(`#${button}`);
      await page.waitForURL('**/oauth/authorize');
    });

    expect(bench.server.firstForm).toEqual({
      _csrf: 'sample-csrf-token',
      interaction: 'sample-interaction',
      context: 'sample-context',
      'scope.openid': 'true',
      'scope.fhirUser': 'true',
      'scope.patient/*.rs': 'true',
      [`scope.${category}|laboratory`]: 'true',
      [`scope.${category}|vital-signs`]: 'true',
      'scope.offline_access': 'true',
      user_oauth_approval: decision,
    });
  });

  test('STD L3: sends what was searched for', async () => {
    await withoutScripts(async (page) => {
      await bench.show(page, await bench.render('select-context'));
      await page.fill('#search-name', 'Quill');
      await page.fill('#search-birth-date', '1951');
      await page.click('#search');
      await page.waitForURL('**/oauth/context');
    });

    expect(bench.server.firstForm).toEqual({
      ...{ _csrf: 'sample-csrf-token', interaction: 'sample-interaction', need: 'patient', action: 'search' },
      ...{ name: 'Quill', birth_date: '1951', identifier: '' },
    });
  });

  test.each([
    { button: 'choose', sent: { choice: 'Patient/amelia', action: 'choose' } },
    { button: 'skip', sent: { action: 'skip' } },
    { button: 'cancel', sent: { action: 'cancel' } },
  ])('STD L3: sends what was chosen: $button', async ({ button, sent }) => {
    await withoutScripts(async (page) => {
      await bench.show(page, await bench.render('select-context'));
      await page.check('[value="Patient/amelia"]');
      await page.click(`#${button}`);
      await page.waitForURL('**/oauth/context');
    });

    expect(bench.server.firstForm).toEqual({
      ...{ _csrf: 'sample-csrf-token', interaction: 'sample-interaction', need: 'patient' },
      ...sent,
    });
  });

  test('signs out', async () => {
    await withoutScripts(async (page) => {
      await bench.show(page, await bench.render('logout-confirm'));
      await page.click('#sign-out');
      await page.waitForURL('**/logout');
    });

    expect(bench.server.firstForm).toEqual({ _csrf: 'sample-csrf-token', state: 'sample-state' });
  });
});

test('Allow and Deny have the same size, large enough for a finger', async () => {
  const [allow, deny] = await withPage(bench.browser, phone, async (page) => {
    await bench.show(page, await bench.render('approve'));
    return Promise.all(['#allow', '#deny'].map((id) => page.locator(id).boundingBox()));
  });

  expect([allow?.width, allow?.height]).toEqual([deny?.width, deny?.height]);
  expect(allow?.height).toBeGreaterThanOrEqual(44);
});

test.each([
  { how: 'by itself', options: phone, act: () => Promise.resolve() },
  { how: 'by the button, without JavaScript', options: noScripts, act: (page: Page) => page.click('#continue') },
])('OFP-1, V-12: the form-post page hands the answer to the app $how', async ({ options, act }) => {
  const fields = [
    { name: 'code', value: 'c"<&>' },
    { name: 'submit', value: 'a field of that name does not stop the form' },
  ];

  await withPage(bench.browser, options, async (page) => {
    await bench.show(page, await bench.render('form-post', { redirectUri: `${bench.other.origin}/callback`, fields }));
    await act(page);
    await page.waitForURL('**/callback');
  });

  expect(bench.other.firstForm).toEqual(Object.fromEntries(fields.map(({ name, value }) => [name, value])));
});

describe('form-action and the redirect that answers the form', () => {
  /** Signs in; the server sends the browser to the app, and the app sends it on to `onward`. @returns where it ends. */
  const signIn = async (formTargets: readonly string[], onward?: string): Promise<string> => {
    bench.server.redirects.set('/authenticate', `${bench.other.origin}/callback`);
    if (onward === undefined) bench.other.pages.set('/callback', { html: 'the app', contentSecurityPolicy: '' });
    else bench.other.redirects.set('/callback', onward);
    return withoutScripts(async (page) => {
      await bench.show(page, await bench.render('sign-in', { formTargets }));
      await page.fill('#username', 'adams');
      await page.fill('#password', 'x');
      const blocked = page.waitForEvent('console', (message) => message.text().includes('form-action'));
      await page.click('#sign-in');
      await Promise.race([blocked, page.waitForURL((url) => url.pathname !== '/page')]);
      blocked.catch(() => undefined);
      return page.url();
    });
  };

  test('reaches an app that the model names', async () => {
    expect(await signIn([`${bench.other.origin}/callback?x=1`])).toBe(`${bench.other.origin}/callback`);
  });

  test('reaches nobody else', async () => {
    expect(await signIn([])).toBe(`${bench.server.origin}/page`);
  });

  test.each([
    { named: true, end: 'gets it there' },
    { named: false, end: 'leaves it on our page, because Chromium checks the whole chain' },
  ])('an app that sends the browser on to a third origin, named: $named, $end', async ({ named }) => {
    const third = `http://localhost:${new URL(bench.server.origin).port}`;
    bench.server.pages.set('/home', { html: 'home of the app', contentSecurityPolicy: '' });

    const url = await signIn([bench.other.origin, ...(named ? [third] : [])], `${third}/home`);

    expect(url).toBe(named ? `${third}/home` : `${bench.server.origin}/page`);
  });
});
