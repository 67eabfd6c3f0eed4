import { randomToken } from '#protocol/random';
import { CompiledTemplate } from '#thymeleaf/template/compile-template';
import { CompileWork, greatestWorkTogether } from '#thymeleaf/template/compile-work';
import { closedName, CompiledTemplates } from '#thymeleaf/template/compiled-templates';
import { TemplateError } from '#thymeleaf/template-error';
import type { Steps } from '../in-slices.js';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';
import { skinText } from '../package/skin-text.js';
import { parseHandlebars, type HandlebarsTemplate } from './handlebars/parse-handlebars.js';
import { allHandlers, inlineHandlers, type InlineHandlers } from './html/inline-handlers.js';
import { asWritten, markInline, type MarkedSource } from './html/inline-marks.js';
import { isTemplate } from './page-file.js';
import { SkinBundles } from './skin-bundles.js';
import { findingOf } from './template-finding.js';

/** A template of Handlebars, and where what it has is in its file. */
export interface MarkedTemplate {
  readonly template: HandlebarsTemplate;
  readonly marked: MarkedSource;
}

/** What pages of a skin are made of. */
export interface SkinParts {
  /** Paths of all templates, also of those that cannot be read. */
  readonly files: ReadonlySet<string>;
  /** Stands where the nonce of a page is to be: nobody can write it. */
  readonly placeholder: string;
  readonly thymeleaf: CompiledTemplates;
  readonly handlebars: ReadonlyMap<string, MarkedTemplate>;
  readonly bundles: SkinBundles;
  readonly handlers: InlineHandlers;
}

/** Reads the templates and bundles of a skin. What is done at once is bounded by the limits of one template. */
export function* skinParts(
  skin: SkinPackage,
  inspects: boolean,
): Steps<{ readonly parts: SkinParts; readonly findings: readonly SkinFinding[] }> {
  const options = { inspects, nonce: randomToken(''), work: new CompileWork(greatestWorkTogether) };
  const [thymeleaf, handlebars] = [new Map<string, CompiledTemplate>(), new Map<string, MarkedTemplate>()];
  const files = new Set<string>();
  const handlers: InlineHandlers[] = [];
  const findings: SkinFinding[] = [];
  for (const [path, bytes] of skin.files) {
    if (!isTemplate(path)) continue;
    files.add(path);
    const { text } = skinText(bytes);
    handlers.push(inlineHandlers(text));
    yield;
    if (path.endsWith('.hbs'))
      addHandlebars({ path, marked: markInline(text, options.nonce), work: options.work }, handlebars, findings);
    else {
      const template = new CompiledTemplate(closedName(path), text, options);
      thymeleaf.set(template.name, template);
      findings.push(...template.errors.map((error) => findingOf(error, path)));
    }
    yield;
  }
  const bundles = yield* SkinBundles.steps(skin, files);
  const templates = { thymeleaf: new CompiledTemplates(thymeleaf), handlebars };
  const parts = { files, placeholder: options.nonce, bundles, handlers: allHandlers(handlers), ...templates };
  return { parts, findings: [...findings, ...bundles.findings] };
}

function addHandlebars(
  { path, marked, work }: { readonly path: string; readonly marked: MarkedSource; readonly work: CompileWork },
  templates: Map<string, MarkedTemplate>,
  findings: SkinFinding[],
): void {
  try {
    templates.set(path, { template: parseHandlebars(path, marked.text, work), marked });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    findings.push(findingOf(asWritten(error, marked), path));
  }
}
