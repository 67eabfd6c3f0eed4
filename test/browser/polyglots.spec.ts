import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { skinPageNames } from '#skin/skin-pages/skin-page-names';
import { launchBrowser } from '../support/browser.js';
import { PageServer, type ShownPage } from '../support/page-server.js';
import { WatchedPage, type Doings } from '../support/polyglots/doings.js';
import { slotKinds } from '../support/polyglots/slot-kinds.js';
import { shownSlots, slotPages, type SlotKind } from '../support/polyglots/slot-page.js';
import { slots } from '../support/polyglots/slots.js';
import { polyglots } from '../support/polyglots/texts.js';

// More than 150 pages whose images are nowhere, on a machine that may be busy.
jest.setTimeout(60_000);

/** Every text of a page is in one of so many of the places that templates have for it; the run without a browser has all of them. */
const ONE_OF = 6;
/** For each of them a browser starts a page inside of the page, which takes as long as all other places together. */
const EMBEDDING = new Set(['link of an object', 'other links', 'raw texts']);
/** Which polyglot is the first of a page. */
const ROUNDS = [0, 7];

const server = new PageServer(new Map());
let browser: Browser;
let url: string;
let watched: WatchedPage;

beforeAll(async () => {
  [browser] = await Promise.all([launchBrowser(), server.start()]);
  url = `${server.origin}/page`;
  watched = await WatchedPage.watch(await browser.newPage(), url);
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
      const places = kind.slotsFor(text).filter(({ name }) => name !== 'refresh');
      return places.filter(({ name }, index) => (index + value) % (EMBEDDING.has(name) ? 4 * ONE_OF : ONE_OF) === 0);
    },
  };
}

function doingsOf(shown: ShownPage): Promise<Doings> {
  server.pages.set('/page', shown);
  return watched.doings();
}

const textsFrom =
  (first: number) =>
  (place: number): string =>
    polyglots[(first + place) % polyglots.length] ?? '';

test.each(skinPageNames)('V-79, V-82, V-83: nothing that is put into the %s page runs in Chromium', async (name) => {
  for (const slotPage of Object.values(slotKinds).flatMap((kind) => slotPages(name, sampleOf(kind)))) {
    // The scripts of the page itself run.
    const said = slotPage.placed.reduce((sum, { slot }) => sum + (slot.says ?? 0), 0);
    const quiet = { alerts: 0, said, running: [], url, requested: [] };
    for (const first of ROUNDS) {
      const rendered = shownSlots(slotPage, textsFrom(first));

      expect(await doingsOf(rendered)).toEqual(quiet);
      expect(await doingsOf({ ...rendered, contentSecurityPolicy: '' })).toEqual(quiet);
    }
  }
});

describe('what gets out of its place is noticed', () => {
  test.each([
    ['an image that is nowhere', '<img src=x onerror=alert(1)>', { alerts: 2 }],
    ['a handler', '<p onmouseover=prompt(1)>x</p>', { alerts: 1 }],
    ['a picture', '<svg onload=print()></svg>', { alerts: 2 }],
    ['a frame', '<iframe srcdoc="&lt;script>confirm(1)&lt;/script>"></iframe>', { alerts: 1 }],
    ['a script', '<script>said()</script>', { said: 1 }],
    ['a link', '<a href="java\nscript:alert(1)">x</a>', { running: ['href java\nscript:alert(1)'] }],
    ['an address', '<b onclick="location.hash = 1">x</b>', { url: expect.stringMatching(/#1$/) }],
    ['a request', '<img src=//evil.example/x>', { requested: ['http://evil.example/x'] }],
  ])('%s', async (_what, html, noticed) => {
    const shown = await doingsOf({ html, contentSecurityPolicy: '' });

    expect(shown).toEqual({ alerts: 0, said: 0, running: [], url, requested: [], ...noticed });
  });

  test('of a template that writes it as it is, where no policy stops it', async () => {
    const careless = slots({ utext: () => '<p th:utext="|<img src=x onerror=alert(1)>|">x</p>' });
    const [slotPage] = slotPages('login', { ...slotKinds.thymeleaf, slotsFor: () => careless });
    if (slotPage === undefined) throw new Error('no page');
    const { html } = shownSlots(slotPage, textsFrom(0));

    expect((await doingsOf({ html, contentSecurityPolicy: '' })).alerts).toBe(2 * slotPage.placed.length);
    expect((await doingsOf({ html, contentSecurityPolicy: "script-src 'none'" })).alerts).toBe(0);
  });
});
