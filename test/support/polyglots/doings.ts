import type { Page } from 'playwright-core';

/** What the scripts of a page did in a browser. */
export interface Doings {
  /** Calls of `alert`, `confirm`, `prompt` and `print`. */
  readonly alerts: number;
  /** Calls of `said`. */
  readonly said: number;
  /** Attributes that lead to addresses which run something, as the browser reads them. */
  readonly running: readonly string[];
  /** Where the page is: a script may have led it away. */
  readonly url: string;
}

/** From now on every document of the page is counted, before its first script. */
export async function watchScripts(page: Page): Promise<void> {
  await page.addInitScript(`
    window.counted = { alerts: 0, said: 0 };
    for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => void counted.alerts++;
    window.said = () => void counted.said++;`);
}

/** What ran while the page was loaded, and runs when every handler of it is called for. */
export function doingsOf(page: Page): Promise<Doings> {
  return page.evaluate<Doings>(`(() => {
    const leading = new Set(['href', 'xlink:href', 'src', 'action', 'formaction', 'data', 'poster', 'ping', 'background', 'to']);
    const running = [];
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) element.dispatchEvent(new Event(name.slice(2)));
        const protocol = leading.has(name) ? URL.parse(value, location)?.protocol : undefined;
        if (/^(?:javascript|data|vbscript):$/.test(protocol ?? '')) running.push(name + ' ' + value);
      }
    return { ...counted, running, url: location.href };
  })()`);
}
