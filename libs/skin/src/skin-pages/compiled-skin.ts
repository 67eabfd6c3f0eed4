import { randomToken } from '#protocol/random';
import { Budget, type RenderLimits } from '#thymeleaf/limits';
import type { Environment } from '#thymeleaf/scope';
import { CompiledTemplate } from '#thymeleaf/template/compile-template';
import { closedName, CompiledTemplates } from '#thymeleaf/template/compiled-templates';
import { renderTemplate } from '#thymeleaf/template/render-template';
import { TemplateError, type TemplateFault } from '#thymeleaf/template-error';
import { recordOf } from '#thymeleaf/value';
import type { FindingCode } from '../check/finding-codes.js';
import { finding } from '../check/finding.js';
import { atOnce, inSlices, type Steps } from '../in-slices.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';
import { skinText } from '../package/skin-text.js';
import { parseHandlebars, type HandlebarsTemplate } from './handlebars/parse-handlebars.js';
import { renderHandlebars } from './handlebars/render-handlebars.js';
import { allHandlers, inlineHandlers, type InlineHandlers } from './html/inline-handlers.js';
import { markInline, type MarkedSource } from './html/inline-marks.js';
import { isTemplate } from './page-file.js';
import { SkinBundles } from './skin-bundles.js';
import type { SkinModel } from './skin-model.js';

/** What one rendering of a page of a skin is given. */
export interface SkinRendering {
  readonly model: SkinModel;
  readonly environment: Pick<Environment, 'locale' | 'contextPath' | 'handlers' | 'notice'>;
  readonly limits: RenderLimits;
  readonly date: Date;
  /** Milliseconds from any beginning, of time or of work; must not jump back. */
  readonly now: () => number;
  /** What the scripts and style sheets of the templates bear. */
  readonly nonce: string;
}

/** A skin that can be worn: everything is read and parsed, and no rendering waits for anything. Immutable. */
export class CompiledSkin {
  private constructor(
    readonly skin: SkinPackage,
    /** What is wrong with its templates and bundles. A page with a mistake is shown as the built-in one. */
    readonly findings: readonly SkinFinding[],
    /** Its Thymeleaf templates as they are written: what the check of a skin looks at. */
    readonly inspected: CompiledTemplates,
    private readonly parts: SkinParts,
  ) {}

  /** One file of the skin is a step. */
  static *steps(skin: SkinPackage): Steps<CompiledSkin> {
    const placeholder = randomToken('');
    const [inspected, thymeleaf] = [new Map<string, CompiledTemplate>(), new Map<string, CompiledTemplate>()];
    const handlebars = new Map<string, HandlebarsTemplate>();
    const marked = new Map<string, MarkedSource>();
    const handlers: InlineHandlers[] = [];
    const findings: SkinFinding[] = [];
    for (const [path, bytes] of skin.files) {
      if (!isTemplate(path)) continue;
      const { text } = skinText(bytes);
      const mark = markInline(text, placeholder);
      marked.set(path, mark);
      handlers.push(inlineHandlers([text]));
      if (path.endsWith('.hbs')) addHandlebars({ path, text, marked: mark.text }, handlebars, findings);
      else {
        const template = new CompiledTemplate(closedName(path), text);
        inspected.set(template.name, template);
        findings.push(...template.errors.map((error) => findingOf(error, path)));
        yield;
        thymeleaf.set(template.name, new CompiledTemplate(template.name, mark.text));
      }
      yield;
    }
    const bundles = SkinBundles.read(skin, marked.keys());
    findings.push(...bundles.findings);
    const templates = { thymeleaf: new CompiledTemplates(thymeleaf), handlebars };
    const parts = { ...{ marked, placeholder, bundles, handlers: allHandlers(handlers) }, ...templates };
    return new CompiledSkin(skin, findings, new CompiledTemplates(inspected), parts);
  }

  /** Languages that it has bundles of. */
  get languages(): readonly string[] {
    return this.parts.bundles.languages;
  }

  /** Texts of the event handlers that stand in its templates, and whether some are made when a page is. */
  get handlers(): SkinParts['handlers'] {
    return this.parts.handlers;
  }

  /** Whether a message has words for a language, be it those of the bundle that serves all. */
  hasMessage(key: string, template: string, locale: string): boolean {
    return this.parts.bundles.find(key, template, locale) !== undefined;
  }

  /** Whether a message has words of a language alone. */
  isTranslated(key: string, template: string, language: string): boolean {
    return this.parts.bundles.isTranslated(key, template, language);
  }

  hasTemplate(file: string): boolean {
    return this.parts.marked.has(file);
  }

  /**
   * The text of a page.
   * @throws TemplateError with the place in the template as it is written
   */
  render(file: string, rendering: SkinRendering): string {
    try {
      const html = file.endsWith('.hbs') ? this.byHandlebars(file, rendering) : this.byThymeleaf(file, rendering);
      return html.replaceAll(this.parts.placeholder, rendering.nonce);
    } catch (error) {
      if (error instanceof TemplateError) throw this.asWritten(error.at({ template: file }));
      throw error;
    }
  }

  private byThymeleaf(file: string, { model, limits, now, ...rest }: SkinRendering): string {
    const environment = this.environment({ model, limits, now, ...rest });
    return renderTemplate(this.parts.thymeleaf, file, { model: model.variables, environment, limits, now });
  }

  private byHandlebars(file: string, rendering: SkinRendering): string {
    const { variables, parameters, objects } = rendering.model;
    const { authentication = null } = objects;
    const model = recordOf([...Object.entries(variables), ['param', parameters], ['authentication', authentication]]);
    const budget = new Budget(rendering.limits, rendering.now);
    const environment = this.environment(rendering);
    return renderHandlebars(file, { model, environment, budget, find: (name) => this.findHandlebars(name) });
  }

  private findHandlebars(name: string): { readonly name: string; readonly template: HandlebarsTemplate } | undefined {
    const paths = [name, `${name}.hbs`, `partials/${name}.hbs`];
    const path = paths.find((one) => this.parts.handlebars.has(one));
    const template = path === undefined ? undefined : this.parts.handlebars.get(path);
    return path === undefined || template === undefined ? undefined : { name: path, template };
  }

  private environment({ model, environment, date }: SkinRendering): Environment {
    const { bundles } = this.parts;
    return {
      ...environment,
      ...{ timeZone: 'UTC', now: date, objects: model.objects, parameters: model.parameters, escapesModelText: true },
      message: (key, template) => bundles.find(key, template, environment.locale),
    };
  }

  private asWritten(error: TemplateError): TemplateError {
    const { template = '', position } = error.place;
    const source = this.parts.marked.get(template);
    if (source === undefined || position === undefined) return error;
    return new TemplateError(error.fault, error.message, { ...error.place, position: source.place(position) });
  }
}

interface SkinParts {
  readonly marked: ReadonlyMap<string, MarkedSource>;
  readonly placeholder: string;
  readonly thymeleaf: CompiledTemplates;
  readonly handlebars: ReadonlyMap<string, HandlebarsTemplate>;
  readonly bundles: SkinBundles;
  readonly handlers: InlineHandlers;
}

/** Makes a skin ready to be worn, once and for all pages. Never throws for what is in a skin. */
export function compileSkin(skin: SkinPackage): CompiledSkin {
  return atOnce(CompiledSkin.steps(skin));
}

/** The same between requests. */
export function compileSkinInSlices(skin: SkinPackage): Promise<CompiledSkin> {
  return inSlices(CompiledSkin.steps(skin));
}

function addHandlebars(
  { path, text, marked }: { readonly path: string; readonly text: string; readonly marked: string },
  templates: Map<string, HandlebarsTemplate>,
  findings: SkinFinding[],
): void {
  try {
    parseHandlebars(path, text);
    templates.set(path, parseHandlebars(path, marked));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    findings.push(findingOf(error, path));
  }
}

const FAULTS = {
  ...{ syntax: 'template-syntax', refused: 'template-refused', limit: 'template-too-large' },
  ...{ unknown: 'template-unknown-name', value: 'template-syntax' },
} as const satisfies Record<TemplateFault, FindingCode>;

/** What a mistake of a template is to those who read reports. */
export function findingOf({ fault, message, place }: TemplateError, file: string): SkinFinding {
  const { position, expression } = place;
  return finding(FAULTS[fault], {
    ...{ file: place.template ?? file, problem: message.replace(/\.$/, '') },
    ...(position && { place: position }),
    ...(expression !== undefined && { expression }),
  });
}
