import Handlebars from 'handlebars';
import { contentSecurityPolicy } from './content-security-policy.js';
import { pageDescriptors, type PageModels, type PageName } from './page-models.js';
import type { PageRenderer, RenderedPage } from './page-renderer.port.js';
import { type PageTexts, pagesHash, readPageTexts } from './page-texts.js';
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

/** Pages that are compiled and proven already, by their {@link pagesHash}: modules have the same ones, and one that restarts has them again. */
const proven = new Map<string, HandlebarsPages>();
const MOST_PROVEN = 10;

/** The built-in pages: Handlebars templates of our own, compiled once. Nobody's text is ever compiled as a template (V-79). */
export class HandlebarsPages implements PageRenderer {
  private constructor(private readonly pages: ReadonlyMap<PageName, Page>) {}

  /**
   * Reads `<folder>/<page>.hbs` and `<folder>/partials/*.hbs` and proves every page with its sample data.
   * @throws Error where a template is missing, malformed or prints a variable that its page does not have.
   */
  static async load(folder: string, resources: StaticResources): Promise<HandlebarsPages> {
    const names = Object.keys(pageDescriptors) as PageName[];
    const texts = await readPageTexts(folder, names);
    const hash = pagesHash(texts, resources);
    const known = proven.get(hash);
    if (known !== undefined) return known;
    const renderer = new HandlebarsPages(compiled(texts, resources));
    renderer.prove(names);
    if (proven.size >= MOST_PROVEN) proven.clear();
    proven.set(hash, renderer);
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

  private prove(names: readonly PageName[]): void {
    for (const name of names) {
      this.renderNow(name, stockModel(name, 'full'));
      this.renderNow(name, stockModel(name, 'least'));
    }
  }
}

function compiled({ pages, partials }: PageTexts, resources: StaticResources): ReadonlyMap<PageName, Page> {
  const engine = Handlebars.create();
  engine.registerHelper('resource', (name: string) => versionedPath(resources, name));
  for (const [name, text] of partials) engine.registerPartial(name, engine.compile(text, compileOptions));
  const page = (text: string, name: string): Page => ({
    ...{ template: engine.compile<PageView>(text, compileOptions), scripts: inlineScripts(text, name) },
  });
  return new Map([...pages].map(([name, text]) => [name as PageName, page(text, name)]));
}

/** The scripts of a template, to be allowed by their hashes. @throws Error where a script would print a variable. */
function inlineScripts(source: string, name: string): readonly string[] {
  const scripts = [...source.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => script);
  if (scripts.some((script) => script.includes('{{')))
    throw new Error(`The page ${name} prints a variable into a script.`);
  return scripts;
}

/** Where this page's forms may lead: the declared targets, and for form-post the very address it posts to (V-12). */
export function formTargets(model: PageModels[PageName]): readonly string[] {
  const declared = 'formTargets' in model ? (model.formTargets ?? []) : [];
  return 'redirectUri' in model && model.redirectUri !== undefined ? [...declared, model.redirectUri] : declared;
}
