import type { Locator, Page } from 'playwright-core';
import { amelia } from '../test-users.js';
import { LAUNCH_SCOPES, type SmartSite } from './smart-site.js';

/** What the app got from the token endpoint. */
export type TokenResponse = Readonly<Record<string, unknown>>;

/** Opens the app, which sends the browser to Gatehouse. */
export async function launch(
  page: Page,
  { app, fhir }: SmartSite,
  { clientId = 'growth-chart', scope = LAUNCH_SCOPES }: { clientId?: string; scope?: string } = {},
): Promise<void> {
  await page.goto(app.launchUrl(fhir.baseUrl, clientId, scope));
}

/** Fills in and sends the sign-in page. */
export async function signIn(
  page: Page,
  { username, password }: { username: string; password: string } = amelia,
): Promise<void> {
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('#sign-in');
}

/** Signs in and waits for the approval page. */
export async function signInForApproval(page: Page): Promise<void> {
  await signIn(page);
  await page.waitForSelector('#approve-form');
}

/** The checkbox of a scope on the approval page. */
export function scopeBox(page: Page, scope: string): Locator {
  return page.locator(`[id="scope.${scope}"]`);
}

/** Waits until the app knows how its launch ended: `ready`, or the error it was told. */
export async function appOutcome(page: Page): Promise<string> {
  await page.waitForSelector('#state:not(:text-is("waiting"))');
  return (await page.textContent('#state')) === 'ready' ? 'ready' : ((await page.textContent('#problem')) ?? '');
}

/** The token response as the app keeps it. */
export function tokenResponse(page: Page): Promise<TokenResponse> {
  return page.evaluate<TokenResponse>('smart.state.tokenResponse');
}

/** What a read by the app gives: the resource's type and id, or the HTTP status it was refused with. */
export function readByApp(page: Page, reference: string): Promise<string> {
  return page.evaluate<string>(
    `smart.request(${JSON.stringify(reference)}).then(({ resourceType, id }) => resourceType + '/' + id, (error) => 'HTTP ' + error.status)`,
  );
}

/** Presses Tab until the element with this id has the focus. */
export async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The element ${id} cannot be reached by the keyboard.`);
}

/** Id of the element that has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.id');
}

/** Pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - innerWidth)');
}

/** Switches the scripts of all pages off in this tab, whatever site they come from; the result switches them on again. */
export async function forbidScripts(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  // The rule lasts as long as the session.
  return () => session.detach();
}

/** The browser takes no cookie from this site: its answers arrive without any. */
export async function refuseCookies(page: Page, origin: string): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const request = route.request();
    const response = await fetch(request.url(), {
      method: request.method(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: request.postData(),
      redirect: 'manual',
    });
    const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
    await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
  });
}
