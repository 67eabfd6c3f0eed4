import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';
import { contentSecurityPolicy } from './content-security-policy.js';
import { pageDescriptors, type PageModels, type PageName } from './page-models.js';
import type { PageRenderer, RenderedPage } from './page-renderer.port.js';
import { type PageView, pageView } from './page-view.js';
import { type StaticResources, versionedPath } from './static-resources.js';
import { stockModel } from './stock-model.js';

interface Page {
  readonly template: HandlebarsTemplateDelegate<PageView>;
  readonly scripts: readonly string[];
}

/** What only a template can have written: whatever a model says is escaped. */
const SCRIPT_FILE = '<script src="';
const PASSKEY_FORM = ' data-passkey="';

/** Pages without a form of ours. Under `no-referrer` browsers send one with `Origin: null`, and older ones nothing else that says where it comes from. */
const LEADS_ELSEWHERE: ReadonlySet<PageName> = new Set(['error', 'form-post', 'leave', 'logged-out', 'device-done']);

/** Escaping always on; only own properties; a name that no model has is an error instead of an empty place. */
const compileOptions: CompileOptions = {
  noEscape: false,
  strict: true,
  knownHelpers: { resource: true },
  knownHelpersOnly: true,
  preventIndent: true,
};
const runtimeOptions: Handlebars.RuntimeOptions = {
  allowProtoPropertiesByDefault: false,
  allowProtoMethodsByDefault: false,
  allowCallsToHelperMissing: false,
};

/** The built-in pages: Handlebars templates of our own, read and compiled once. Nobody's text is ever compiled as a template (V-79). */
export class HandlebarsPages implements PageRenderer {
  private constructor(private readonly pages: ReadonlyMap<PageName, Page>) {}

  /**
   * Reads `<folder>/<page>.hbs` and `<folder>/partials/*.hbs` and proves every page with its sample data.
   * @throws Error where a template is missing, malformed or prints a variable that its page does not have.
   */
  static async load(folder: string, resources: StaticResources): Promise<HandlebarsPages> {
    const engine = Handlebars.create();
    engine.registerHelper('resource', (name: string) => versionedPath(resources, name));
    await registerPartials(engine, join(folder, 'partials'));
    const names = Object.keys(pageDescriptors) as PageName[];
    const pages = await Promise.all(names.map(async (name) => [name, await loadPage(engine, folder, name)] as const));
    const renderer = new HandlebarsPages(new Map(pages));
    await renderer.prove(names);
    return renderer;
  }

  render<P extends PageName>(name: P, model: PageModels[P]): Promise<RenderedPage> {
    return new Promise((resolve) => {
      resolve(this.renderNow(name, model));
    });
  }

  private renderNow<P extends PageName>(name: P, model: PageModels[P]): RenderedPage {
    const page = this.pages.get(name);
    if (page === undefined) throw new TypeError(`There is no page ${name}.`);
    const referrerPolicy = LEADS_ELSEWHERE.has(name) ? 'no-referrer' : 'same-origin';
    const html = page.template({ ...pageView(name, model), referrerPolicy }, runtimeOptions);
    const loadsScript = html.includes(SCRIPT_FILE);
    return {
      html,
      referrerPolicy,
      contentSecurityPolicy: contentSecurityPolicy({
        ...{ formTargets: formTargets(model), scripts: page.scripts, loadsScript },
      }),
      ...(html.includes(PASSKEY_FORM) && { asksForPasskeys: true }),
    };
  }

  private async prove(names: readonly PageName[]): Promise<void> {
    for (const name of names) {
      await this.render(name, stockModel(name, 'full'));
      await this.render(name, stockModel(name, 'least'));
    }
  }
}

async function registerPartials(engine: typeof Handlebars, folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    const source = await readFile(join(folder, file), 'utf8');
    engine.registerPartial(basename(file, '.hbs'), engine.compile(source, compileOptions));
  }
}

async function loadPage(engine: typeof Handlebars, folder: string, name: PageName): Promise<Page> {
  const source = await readFile(join(folder, `${name}.hbs`), 'utf8');
  return { template: engine.compile<PageView>(source, compileOptions), scripts: inlineScripts(source, name) };
}

/** The scripts of a template, to be allowed by their hashes. @throws Error where a script would print a variable. */
function inlineScripts(source: string, name: PageName): readonly string[] {
  const scripts = [...source.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => script);
  if (scripts.some((script) => script.includes('{{')))
    throw new Error(`The page ${name} prints a variable into a script.`);
  return scripts;
}

/** Where this page's forms may lead: the declared targets, and for form-post the very address it posts to (V-12). */
function formTargets(model: PageModels[PageName]): readonly string[] {
  const declared = 'formTargets' in model ? (model.formTargets ?? []) : [];
  return 'redirectUri' in model ? [...declared, model.redirectUri] : declared;
}
