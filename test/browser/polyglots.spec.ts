import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { skinPageNames } from '#skin/skin-pages/skin-page-names';
import { launchBrowser } from '../support/browser.js';
import { PageServer, type ShownPage } from '../support/page-server.js';
import { doingsOf, watchScripts, type Doings } from '../support/polyglots/doings.js';
import { slotKinds } from '../support/polyglots/slot-kinds.js';
import { shownSlots, slotPages, type SlotKind } from '../support/polyglots/slot-page.js';
import { polyglots } from '../support/polyglots/texts.js';

// Many pages whose images are nowhere, on a machine that may be busy.
jest.setTimeout(60_000);

/** Every text of a page is in one of so many of the places that templates have for it; the run without a browser has all of them. */
const ONE_OF = 4;

const server = new PageServer(new Map());
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [browser] = await Promise.all([launchBrowser(), server.start()]);
  page = await browser.newPage();
  await watchScripts(page);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Some of the places, others for each text; not those that send the browser elsewhere by themselves. */
function sampleOf(kind: SlotKind): SlotKind {
  let value = 0;
  return {
    ...kind,
    slotsFor: (text) => {
      value += 1;
      const slots = kind.slotsFor(text).filter(({ name }) => name !== 'refresh');
      return slots.filter((_, index) => (index + value) % ONE_OF === 0);
    },
  };
}

async function shown(what: ShownPage): Promise<Doings> {
  server.pages.set('/page', what);
  await page.goto(`${server.origin}/page`);
  return doingsOf(page);
}

const textAt = (place: number): string => polyglots[place % polyglots.length] ?? '';

test.each(skinPageNames)('V-79, V-82, V-83: nothing that is put into the %s page runs in Chromium', async (name) => {
  for (const slotPage of Object.values(slotKinds).flatMap((kind) => slotPages(name, sampleOf(kind)))) {
    const rendered = shownSlots(slotPage, textAt);
    // The scripts of the page itself run.
    const said = slotPage.placed.reduce((sum, { slot }) => sum + (slot.says ?? 0), 0);
    const quiet = { alerts: 0, said, running: [], url: `${server.origin}/page` };

    expect(await shown(rendered)).toEqual(quiet);
    expect(await shown({ ...rendered, contentSecurityPolicy: '' })).toEqual(quiet);
  }
});

test('what runs in a page is noticed', async () => {
  const html = `<img src=x onerror=alert(1)><p onclick=prompt(1)>x</p><svg onload=print()></svg><a href="java\nscript:alert(1)">x</a><script>said()</script>`;

  expect(await shown({ html, contentSecurityPolicy: '' })).toMatchObject({
    said: 1,
    running: ['href java\nscript:alert(1)'],
  });
  // Some of them by themselves, and all when they are called for.
  expect((await doingsOf(page)).alerts).toBeGreaterThanOrEqual(3);
  expect(await shown({ html, contentSecurityPolicy: "script-src 'none'" })).toMatchObject({ alerts: 0, said: 0 });
});
