import { randomToken } from '#protocol/random';
import { Budget, type RenderLimits } from '#thymeleaf/limits';
import type { Environment } from '#thymeleaf/scope';
import { compileTemplates } from '#thymeleaf/template/compile-templates';
import type { CompiledTemplates } from '#thymeleaf/template/compiled-templates';
import { renderTemplate } from '#thymeleaf/template/render-template';
import { TemplateError, type Position } from '#thymeleaf/template-error';
import { recordOf } from '#thymeleaf/value';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';
import { skinText } from '../package/skin-text.js';
import { parseHandlebars, type HandlebarsTemplate } from './handlebars/parse-handlebars.js';
import { renderHandlebars } from './handlebars/render-handlebars.js';
import { inlineHandlers } from './html/inline-handlers.js';
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
  /** Milliseconds from any beginning; must not jump back. */
  readonly now: () => number;
  /** What the scripts and style sheets of the templates bear. */
  readonly nonce: string;
}

interface Sources {
  readonly thymeleaf: ReadonlyMap<string, string>;
  readonly handlebars: ReadonlyMap<string, string>;
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

  static of(skin: SkinPackage): CompiledSkin {
    const sources = sourcesOf(skin);
    const placeholder = randomToken('');
    const marked = new Map(
      [...sources.thymeleaf, ...sources.handlebars].map(
        ([name, text]) => [name, markInline(text, placeholder)] as const,
      ),
    );
    const inspected = compileTemplates(sources.thymeleaf);
    const thymeleaf = compileTemplates(
      new Map([...sources.thymeleaf.keys()].map((name) => [name, marked.get(name)?.text ?? ''])),
    );
    const handlebars = parsedHandlebars(sources.handlebars, marked);
    const bundles = SkinBundles.read(skin, marked.keys());
    const findings = [...templateFindings(inspected), ...handlebars.findings, ...bundles.findings];
    const all = [...sources.thymeleaf.values(), ...sources.handlebars.values()];
    const parts = {
      marked,
      placeholder,
      thymeleaf,
      handlebars: handlebars.templates,
      bundles,
      handlers: inlineHandlers(all),
    };
    return new CompiledSkin(skin, findings, inspected, parts);
  }

  /** Languages that it has bundles of. */
  get languages(): readonly string[] {
    return this.parts.bundles.languages;
  }

  /** Texts of the event handlers that stand in its templates, and whether some are made when a page is. */
  get handlers(): SkinParts['handlers'] {
    return this.parts.handlers;
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
  readonly handlers: ReturnType<typeof inlineHandlers>;
}

/** Makes a skin ready to be worn, once and for all pages. Never throws for what is in a skin. */
export function compileSkin(skin: SkinPackage): CompiledSkin {
  return CompiledSkin.of(skin);
}

function sourcesOf({ files }: SkinPackage): Sources {
  const texts = [...files]
    .filter(([path]) => isTemplate(path))
    .map(([path, bytes]) => [path, skinText(bytes).text] as const);
  const isHandlebars = ([path]: readonly [string, string]): boolean => path.endsWith('.hbs');
  return {
    thymeleaf: new Map(texts.filter((one) => !isHandlebars(one))),
    handlebars: new Map(texts.filter(isHandlebars)),
  };
}

function templateFindings({ templates }: CompiledTemplates): readonly SkinFinding[] {
  return [...templates.values()].flatMap(({ name, errors }) => errors.map((error) => findingOf(error, name)));
}

function parsedHandlebars(
  sources: Sources['handlebars'],
  marked: ReadonlyMap<string, MarkedSource>,
): { readonly templates: ReadonlyMap<string, HandlebarsTemplate>; readonly findings: readonly SkinFinding[] } {
  const templates = new Map<string, HandlebarsTemplate>();
  const findings: SkinFinding[] = [];
  for (const [name, source] of sources) {
    try {
      parseHandlebars(name, source);
      templates.set(name, parseHandlebars(name, marked.get(name)?.text ?? source));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      findings.push(findingOf(error, name));
    }
  }
  return { templates, findings };
}

function findingOf({ message, place }: TemplateError, file: string): SkinFinding {
  const position: Position | undefined = place.position;
  const expression = place.expression === undefined ? '' : ` (in ${place.expression})`;
  return {
    ...{ severity: 'error', file, problem: message.replace(/\.$/, '') + expression },
    ...(position && { place: position }),
    remedy: 'Change the template; until then the built-in page is shown',
  };
}
