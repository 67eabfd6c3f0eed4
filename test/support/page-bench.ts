import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { HandlebarsPages } from '#skin/built-in/handlebars-pages';
import { type Language, languages, type PageModels, type PageName, type RenderedPage } from '#skin/page-renderer.port';
import { loadStaticResources } from '#skin/static/static-resources';
import { stockModel } from '#skin/models/stock-model';
import { launchBrowser } from './browser.js';
import { PageServer, type ShownPage } from './page-server.js';
import type { PageCase } from './test-pages.js';

const views = join(import.meta.dirname, '../../views/signin');

/** The built-in pages, a browser and two origins: ours, and that of an app or of an attacker. */
export class PageBench {
  private constructor(
    readonly browser: Browser,
    readonly pages: HandlebarsPages,
    readonly server: PageServer,
    readonly other: PageServer,
  ) {}

  /** Starts everything; {@link close} ends it. */
  static async open(): Promise<PageBench> {
    const resources = await loadStaticResources(join(views, 'assets'));
    const pages = await HandlebarsPages.load(views, resources);
    const [server, other] = [new PageServer(resources), new PageServer(resources)];
    await Promise.all([server.start(), other.start()]);
    return new PageBench(await launchBrowser(), pages, server, other);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await Promise.all([this.server.stop(), this.other.stop()]);
  }

  /** Forgets pages, forms and redirects of the last test. */
  clear(): void {
    this.server.clear();
    this.other.clear();
  }

  /** The sample page with some variables of one's own. */
  render<P extends PageName>(page: P, changes: Partial<PageModels[P]> = {}): Promise<RenderedPage> {
    return this.pages.render(page, { ...stockModel(page), ...changes });
  }

  /** A page whose script the browser may not run, so that the form-post page stays to be looked at. */
  async renderStill({ page, model }: PageCase, language: Language = 'en'): Promise<RenderedPage> {
    const audience = { locales: [language], languages: { offered: languages, fallback: language } };
    const rendered = await this.pages.render(page, model, audience);
    return { ...rendered, contentSecurityPolicy: rendered.contentSecurityPolicy.replace(/script-src [^;]+; /, '') };
  }

  /** Puts a page at `/page` of our origin and opens it. */
  async show(page: Page, rendered: ShownPage): Promise<void> {
    this.server.pages.set('/page', rendered);
    await page.goto(`${this.server.origin}/page`);
  }
}
