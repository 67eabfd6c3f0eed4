import type { Browser } from 'playwright-core';
import { root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { launchBrowser, lookAt, looks, withPage } from '../support/browser.js';

let server: AdminServer;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** In the page: the least contrast between a method's name and what it stands on, by the formula of WCAG 2.2. */
const LEAST_CONTRAST = `(() => {
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[0-9.]+/g).map((part) => channel(Number(part) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrasts = [...document.querySelectorAll('.opblock-summary-method')].map((name) => {
    const { color, backgroundColor } = getComputedStyle(name);
    const [light, dark] = [luminance(color), luminance(backgroundColor)].sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  });
  return Math.min(...contrasts);
})()`;

test('V-66: the page of the admin API shows every call under its own policy, light and dark, wide and small, and calls from it are answered', async () => {
  const httpCredentials = { username: root.username, password: root.password };
  await withPage(browser, { httpCredentials }, async (page) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${server.adminUrl}/swagger-ui.html`);
    await page.locator('.opblock').first().waitFor();

    expect(await page.locator('.opblock').count()).toBeGreaterThan(30);
    for (const look of looks) {
      await lookAt(page, look);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      const contrast = await page.evaluate<number>(LEAST_CONTRAST);
      expect([look.name, overflow <= 0, contrast >= 4.5]).toEqual([look.name, true, true]);
    }
    await page.locator('.opblock-summary-control').first().click();
    await page.locator('.opblock-body').first().waitFor();
    const status = await page.evaluate<number>(
      `fetch('/keystores', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"keystoreId":"from-page"}' })
        .then((response) => response.status)`,
    );
    expect(status).toBe(201);
    expect(complaints).toEqual([]);
  });
});
