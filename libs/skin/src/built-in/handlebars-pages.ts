import Handlebars from 'handlebars';
import { contentSecurityPolicy } from '../content-security-policy.js';
import { registerPhraseTags } from './phrase-tags.js';
import type { Language } from '../phrases/catalogue.js';
import { chooseLocale } from '../phrases/choose-locale.js';
import { type Words, wordsIn } from '../phrases/words.js';
import { pageDescriptors, type PageModels, type PageName } from '../models/page-models.js';
import { permissionsPolicy } from '../permissions-policy.js';
import type { Audience, PageRenderer, RenderedPage } from '../page-renderer.port.js';
import { type PageTexts, pagesHash, readPageTexts } from './page-texts.js';
import { type PageView, pageView } from './page-view.js';
import { type StaticResources, versionedPath } from '../static/static-resources.js';
import { stockModel } from '../models/stock-model.js';

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
  knownHelpers: { resource: true, t: true, slot: true },
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

  /** Without an audience in English. */
  render<P extends PageName>(
    name: P,
    model: PageModels[P],
    audience?: Pick<Audience, 'locales' | 'languages'>,
  ): Promise<RenderedPage> {
    return new Promise((resolve) => {
      resolve(this.renderNow(name, model, wordsIn(languageFor(audience))));
    });
  }

  private renderNow<P extends PageName>(name: P, model: PageModels[P], words: Words): RenderedPage {
    const page = this.pages.get(name);
    if (page === undefined) throw new TypeError(`There is no page ${name}.`);
    const referrerPolicy = LEADS_ELSEWHERE.has(name) ? 'no-referrer' : 'same-origin';
    const view = { ...pageView(name, model, words), referrerPolicy, language: words.language };
    const html = page.template(view, { ...runtimeOptions, data: { words } });
    const loadsScript = html.includes(SCRIPT_FILE);
    return {
      html,
      language: words.language,
      referrerPolicy,
      contentSecurityPolicy: contentSecurityPolicy({
        ...{ formTargets: formTargets(model), scripts: page.scripts, loadsScript },
      }),
      permissionsPolicy: permissionsPolicy(html.includes(PASSKEY_FORM)),
    };
  }

  /** In English: the other languages have the same phrases with the same places in them. */
  private prove(names: readonly PageName[]): void {
    const words = wordsIn('en');
    for (const name of names) {
      this.renderNow(name, stockModel(name, 'full'), words);
      this.renderNow(name, stockModel(name, 'least'), words);
    }
  }
}

/** The best of the languages that the module offers; English where nothing is known. */
function languageFor(audience: Pick<Audience, 'locales' | 'languages'> | undefined): Language {
  if (audience === undefined) return 'en';
  const { offered, fallback } = audience.languages;
  return offered.find((tag) => tag === chooseLocale(audience.locales, offered, fallback)) ?? fallback;
}

function compiled({ pages, partials }: PageTexts, resources: StaticResources): ReadonlyMap<PageName, Page> {
  const engine = Handlebars.create();
  engine.registerHelper('resource', (name: string) => versionedPath(resources, name));
  registerPhraseTags(engine);
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
