import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Chromium is. The one without windows comes first: it takes half as much processor time for the same pages. */
const programs = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Keeps the browser from doing anything that the test did not ask for; the sandbox does not start for root. */
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  // Without a graphics card the stand-in for one takes as long as everything else together.
  '--disable-gpu-compositing',
  '--disable-software-rasterizer',
  '--in-process-gpu',
  '--disable-extensions',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name that is neither secure nor this machine's own, for what browsers leave out there.
  '--host-resolver-rules=MAP gatehouse.test 127.0.0.1',
];

/**
 * Starts the machine's own Chromium, headless and with a fresh profile; close it in `afterAll`.
 * @throws Error saying what to install where there is none.
 */
export function launchBrowser(): Promise<Browser> {
  const executablePath = programs.find((program) => existsSync(program));
  if (executablePath === undefined) {
    throw new Error(
      `Browser tests need Chromium (Debian: apt-get install chromium-headless-shell). Looked for: ${programs.join(', ')}`,
    );
  }
  return chromium.launch({ executablePath, headless: true, args: quietly });
}

/** How a person looks at a page. */
export interface Look {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  /** CSS pixels. */
  readonly width: number;
}

/** Light and dark, on a desk and on a phone. */
export const looks: readonly Look[] = [1280, 360].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ name: `${colorScheme} at ${width} px`, colorScheme, width })),
);

/** Looks at an open page in another way. */
export async function lookAt(page: Page, { colorScheme, width }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  // Without transitions, so that no colour is measured half way.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

/** Runs a test body in a context of its own and always closes it. */
export async function withPage<T>(
  browser: Browser,
  options: BrowserContextOptions,
  work: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(options);
  try {
    return await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Less than half of what the package's own `source` is; every page that is looked at has to read it. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Gives axe to every page to come, for those that are all looked at: it takes half as long as to give it to each when it is there. */
export async function keepAxe(pages: Page | BrowserContext): Promise<void> {
  await pages.addInitScript(axe);
}

/** What axe has to say against the page, target sizes (WCAG 2.2) included; one line per element, empty if it is content. @param only the one rule that is looked at */
export async function axeFindings(page: Page, only?: string): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  const rules = only === undefined ? { rules: { 'target-size': { enabled: true } } } : { runOnly: [only] };
  const options = { resultTypes: ['violations'], ...rules };
  // Whatever else axe found stays in the browser: to bring it here takes as long as to find it.
  const violations = await page.evaluate<Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}
