import type { Page } from 'playwright-core';

/** What a page did in a browser. */
export interface Doings {
  /** Calls of `alert`, `confirm`, `prompt` and `print`, those of its frames among them. */
  readonly alerts: number;
  /** Calls of `said`. */
  readonly said: number;
  /** Attributes that lead to addresses which run something, as the browser reads them. */
  readonly running: readonly string[];
  /** Where the page is: a script may have led it away. */
  readonly url: string;
  /** What was asked of other servers, and where the browser was led; what comes too late for this page is among those of the next. */
  readonly requested: readonly string[];
}

/** A page of a browser whose documents are counted, from before their first script. */
export class WatchedPage {
  private readonly requested: string[] = [];
  private dialogs = 0;

  private constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  /** @param url where the documents are; everything of another origin is foreign */
  static async watch(page: Page, url: string): Promise<WatchedPage> {
    const watched = new WatchedPage(page, url);
    await page.addInitScript(COUNT);
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const isForeign = origin !== new URL(url).origin && REACHING.has(protocol);
      const isLed = request.isNavigationRequest() && request.frame() === page.mainFrame() && request.url() !== url;
      if (isForeign || isLed) watched.requested.push(request.url());
    });
    page.on('dialog', (dialog) => {
      watched.dialogs += 1;
      void dialog.dismiss();
    });
    return watched;
  }

  /** What runs while the page is loaded, and when every handler of it is called for. */
  async doings(): Promise<Doings> {
    this.dialogs = 0;
    await this.page.goto(this.url);
    const { alerts, ...doings } = await this.page.evaluate<Omit<Doings, 'requested'>>(PROVOKE);
    return { ...doings, alerts: alerts + this.dialogs, requested: this.requested.splice(0) };
  }
}

/** Of what leaves the browser: images of other schemes are asked for and are nowhere. */
const REACHING: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:']);

const COUNT = `
  top.counted ??= { alerts: 0, said: 0 };
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => void top.counted.alerts++;
  // An object whose address became "#" has the page once more.
  window.said = () => void (window === top && counted.said++);`;

const PROVOKE = `(() => {
  const leading = new Set(['href', 'xlink:href', 'src', 'action', 'formaction', 'data', 'poster', 'ping', 'background', 'to']);
  const running = [];
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) element.dispatchEvent(new Event(name.slice(2)));
      const protocol = leading.has(name) ? URL.parse(value, location)?.protocol : undefined;
      if (/^(?:javascript|data|vbscript):$/.test(protocol ?? '')) running.push(name + ' ' + value);
    }
  return { ...counted, running, url: location.href };
})()`;
