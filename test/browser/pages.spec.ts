import type { Page } from 'playwright-core';
import { axeFindings, lookAt, looks } from '../support/browser.js';
import { PageBench } from '../support/page-bench.js';
import { hostileCases, hostileTexts, stockCases, strainedCases } from '../support/test-pages.js';

/** 1280 px at 400 %. */
const narrow = { name: 'narrow', colorScheme: 'light', width: 320 } as const;

let bench: PageBench;
let page: Page;

beforeAll(async () => {
  bench = await PageBench.open();
  page = await bench.browser.newPage();
});
afterAll(() => bench.close());
beforeEach(async () => {
  bench.clear();
  await lookAt(page, narrow);
});

/** Pixels by which the page is wider than the window. */
const EXCESS = 'document.documentElement.scrollWidth - window.innerWidth';

describe('every page', () => {
  test.each(stockCases)(
    'behaviour 29, WCAG 2.2 AA, 1.4.10: fits 320 px (400 %), the keyboard reaches everything, in order, visibly, and axe finds nothing, light and dark, wide and small: $name',
    async (item) => {
      await bench.show(page, await bench.renderStill(item));

      expect(await page.evaluate<number>(EXCESS)).toBeLessThanOrEqual(0);
      const { all, reached, unseen } = await walkByKeyboard();
      expect(reached).toEqual(all);
      expect(unseen).toEqual([]);
      for (const look of looks) {
        await lookAt(page, look);
        // In the dark a page has other colours, and the same form as in the light.
        const found = await axeFindings(page, look.colorScheme === 'dark' ? 'color-contrast' : undefined);
        expect([look.name, ...found]).toEqual([look.name]);
      }
    },
  );

  test.each(['es', 'fr', 'de'] as const)(
    'WCAG 1.4.10, 3.1.1: fits 320 px in %s, where words are longer, and says its language',
    async (language) => {
      const wide: string[] = [];
      for (const item of stockCases) {
        await bench.show(page, await bench.renderStill(item, language));
        if ((await page.evaluate<number>(EXCESS)) > 0) wide.push(item.name);
        expect(await page.evaluate<string>('document.documentElement.lang')).toBe(language);
      }

      expect(wide).toEqual([]);
    },
  );

  test.each([...hostileCases, ...strainedCases])(
    'behaviour 29, WCAG 1.4.10: axe finds nothing under strain, and it needs no sideways scrolling at 320 px (400 %): $name',
    async (item) => {
      await bench.show(page, await bench.renderStill(item));

      expect(await page.evaluate<number>(EXCESS)).toBeLessThanOrEqual(0);
      expect(await axeFindings(page)).toEqual([]);
    },
  );

  test.each(stockCases)('B-26, behaviour 33: loads nothing from elsewhere: $name', async (item) => {
    const rendered = await bench.renderStill(item);
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));

    await bench.show(page, rendered);

    page.removeAllListeners('request');
    for (const file of ['signin.css', 'controls.css', 'pages.css'])
      expect(requested.filter((url) => url.includes(`/resources/${file}?v=`))).toHaveLength(1);
    expect(requested.filter((url) => !url.startsWith(bench.server.origin))).toEqual([]);
  });
});

interface KeyboardWalk {
  readonly all: readonly string[];
  readonly reached: readonly string[];
  readonly unseen: readonly string[];
}

/** Where the focus is, and its outline; pixels. */
interface Focus {
  readonly name: string;
  readonly style: string;
  readonly width: number;
}
const FOCUS = `((one, { outlineStyle, outlineWidth }) => ({ name: NAME(one), style: outlineStyle, width: parseFloat(outlineWidth) }))(
  document.activeElement, getComputedStyle(document.activeElement))`;

/** Presses Tab once round the page, from the first control on; says where the focus came and where it could not be seen. */
async function walkByKeyboard(): Promise<KeyboardWalk> {
  // One of a group of radio buttons; the arrow keys lead to the others.
  const isOther =
    "((one) => one.type === 'radio' && one !== document.querySelector(`input[type=radio][name=${one.name}]`))";
  const found = "document.querySelectorAll('a[href], button, summary, input:not([type=hidden])')";
  // What is folded up is reached by its summary first.
  const controls = `[...${found}].filter((one) => one.checkVisibility() && !${isOther}(one))`;
  const nameOf = '((element) => element.id || element.tagName.toLowerCase())';
  const all = await page.evaluate<string[]>(`[...${controls}].map(${nameOf})`);
  await page.evaluate(`${controls}[0]?.focus()`);
  const reached: string[] = [];
  const unseen: string[] = [];
  for (const _ of all) {
    const { name, style, width } = await page.evaluate<Focus>(FOCUS.replace('NAME', nameOf));
    reached.push(name);
    if (style === 'none' || width < 2) unseen.push(name);
    await page.keyboard.press('Tab');
  }
  return { all, reached, unseen };
}

describe('V-79, V-82: hostile texts', () => {
  const shown = `document.documentElement.textContent + [...document.querySelectorAll('input')].map((i) => i.value).join()`;
  const active =
    "document.querySelectorAll('script, img, iframe, object, base, [onload], [onerror], [onfocus]').length";
  const literal = (text: string): string => text.replaceAll(/[\0\uFFFD]/g, '');

  test.each(hostileCases)('are printed literally, and escaping alone keeps them harmless: $name', async (item) => {
    const { html } = await bench.pages.render(item.page, item.model);
    const withoutOurScript = html.replace(/<script(?: src="\/resources\/[^"]*" defer)?>[^<]*<\/script>/, '');

    await bench.show(page, { html: withoutOurScript, contentSecurityPolicy: "frame-ancestors 'none'" });

    const text = literal(await page.evaluate<string>(shown));
    expect(hostileTexts.filter((hostile) => !text.includes(literal(hostile)))).toEqual([]);
    expect(text).not.toMatch(/(^|[^\w])49($|[^\w])/);
    expect(await page.title()).not.toContain('owned');
    expect(await page.evaluate<number>(active)).toBe(0);
  });
});

describe('V-62: framing', () => {
  const frameUrl = async (html: string, contentSecurityPolicy: string): Promise<string | undefined> => {
    bench.server.pages.set('/framed', { html, contentSecurityPolicy });
    const attack = `<iframe src="${bench.server.origin}/framed"></iframe>`;
    bench.other.pages.set('/attack', { html: attack, contentSecurityPolicy: '' });
    await page.goto(`${bench.other.origin}/attack`);
    return page.frames()[1]?.url();
  };

  test.each(stockCases)('nobody can frame $name', async (item) => {
    const { html, contentSecurityPolicy } = await bench.renderStill(item);

    expect(await frameUrl(html, contentSecurityPolicy)).toMatch(/^chrome-error:/);
  });

  test('a page without the policy could be framed', async () => {
    expect(await frameUrl('hello', '')).toBe(`${bench.server.origin}/framed`);
  });
});
