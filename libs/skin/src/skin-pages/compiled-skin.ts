import { Budget, type RenderLimits } from '#thymeleaf/limits';
import type { Environment } from '#thymeleaf/scope';
import type { CompiledTemplates } from '#thymeleaf/template/compiled-templates';
import { renderTemplate } from '#thymeleaf/template/render-template';
import { TemplateError } from '#thymeleaf/template-error';
import { recordOf } from '#thymeleaf/value';
import { atOnce, inSlices, type Steps } from '../in-slices.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';
import type { HandlebarsTemplate } from './handlebars/parse-handlebars.js';
import { renderHandlebars } from './handlebars/render-handlebars.js';
import { asWritten } from './html/inline-marks.js';
import type { SkinModel } from './skin-model.js';
import { skinParts, type SkinParts } from './skin-parts.js';

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
    private readonly parts: SkinParts,
    /** Whether what its templates use and say was noted. */
    readonly isInspected: boolean,
  ) {}

  /** @param inspects whether what its templates use and say is noted, as the check of a skin needs it */
  static *steps(skin: SkinPackage, inspects: boolean): Steps<CompiledSkin> {
    const { parts, findings } = yield* skinParts(skin, inspects);
    return new CompiledSkin(skin, findings, parts, inspects);
  }

  /** Its Thymeleaf templates: what the check of a skin looks at. */
  get templates(): CompiledTemplates {
    return this.parts.thymeleaf;
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
    return this.parts.files.has(file);
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
    const found = path === undefined ? undefined : this.parts.handlebars.get(path);
    return path === undefined || found === undefined ? undefined : { name: path, template: found.template };
  }

  private environment({ model, environment, date }: SkinRendering): Environment {
    const { bundles } = this.parts;
    return {
      ...environment,
      ...{ timeZone: 'UTC', now: date, objects: model.objects, parameters: model.parameters, escapesModelText: true },
      message: (key, template) => bundles.find(key, template, environment.locale),
    };
  }

  /** Thymeleaf templates are read as they are written; those of Handlebars were marked before. */
  private asWritten(error: TemplateError): TemplateError {
    const marked = this.parts.handlebars.get(error.place.template ?? '')?.marked;
    return marked === undefined ? error : asWritten(error, marked);
  }
}

/** Makes a skin ready to be worn, once and for all pages. Never throws for what is in a skin. */
export function compileSkin(skin: SkinPackage, inspects = false): CompiledSkin {
  return atOnce(CompiledSkin.steps(skin, inspects));
}

/** The same between requests. */
export function compileSkinInSlices(skin: SkinPackage): Promise<CompiledSkin> {
  return inSlices(CompiledSkin.steps(skin, false));
}

/** The same for the check of a skin, which needs more than pages do. */
export function compileToInspect(skin: SkinPackage): Promise<CompiledSkin> {
  return inSlices(CompiledSkin.steps(skin, true));
}
