import { parseFragmentSignature, type FragmentSignature } from '../expression/parse-signature.js';
import type { Specification } from '../expression/expressions.js';
import { unescapeHtml } from '../escaping/unescape-html.js';
import { TemplateError } from '../template-error.js';
import { compileNodes } from './compile-nodes.js';
import { CompileLimit } from './compile-work.js';
import type { CompiledNodes } from './render-scope.js';
import type { ElementNode, MarkupNode } from './markup/markup-nodes.js';
import { decoratedRoot } from './layout-layers.js';
import { markupSource } from './markup/markup-source.js';
import { KeptFragments } from './kept-fragments.js';
import { readTemplate, type TemplateReading } from './read-template.js';
import { parseSelector } from './selectors/parse-selector.js';
import { selectNodes } from './selectors/select-nodes.js';
import type { Surroundings } from './surroundings.js';
import { TemplateBuild, type BuildOptions } from './template-build.js';
import type { TemplateInspection } from './template-inspection.js';

/** A part of a template that others may put in. */
export interface CompiledFragment {
  readonly nodes: CompiledNodes;
  readonly signature: Specification<FragmentSignature> | undefined;
  /** As it stands in the template. */
  readonly source: string;
}

/** How templates are compiled. */
export type CompileOptions = TemplateReading & BuildOptions;

/** How many times more work may be kept of the fragments of a template than it was itself. */
const keptTimes = 4;

/** Characters of the source of a fragment that count as one unit of it. */
const charactersOfUnit = 100;

/**
 * A template made ready. A mistake in an expression fails a page that gets to it; one in the structure, such as a comment without end, every page.
 * Nothing of its tree is kept: for a fragment it is read again, once.
 */
export class CompiledTemplate {
  readonly nodes: CompiledNodes;
  /** All mistakes, also of what may never be rendered. */
  readonly errors: readonly TemplateError[];
  /** What it uses and says, where that was asked for; of one with mistakes as far as it was understood. */
  readonly inspection: TemplateInspection;
  private readonly unusable: TemplateError | undefined;
  private readonly fragments: KeptFragments<CompiledFragment>;
  private readonly contents: KeptFragments<CompiledNodes>;

  constructor(
    readonly name: string,
    private readonly text: string,
    private readonly options: CompileOptions = {},
  ) {
    const { source, markup, mistake } = readTemplate(name, text, options);
    const build = new TemplateBuild(name, source, options);
    const whole = withinWork(name, () => compileNodes(decoratedRoot(markup), surroundingsOf(build)));
    this.unusable = mistake ?? (whole instanceof TemplateError ? whole : undefined);
    this.nodes = whole instanceof TemplateError ? [] : whole;
    this.inspection = build.recorder.inspection();
    this.errors = this.unusable ? [this.unusable, ...build.mistakes] : build.mistakes;
    this.fragments = new KeptFragments(keptTimes * build.spent);
    this.contents = new KeptFragments(keptTimes * build.spent);
  }

  /** @throws the mistake that keeps all of it from being rendered: of its structure, or of its size */
  requireUsable(): void {
    if (this.unusable) throw this.unusable;
  }

  /** What a selector finds; undefined where it finds nothing. @throws TemplateError `syntax` for one that cannot be read */
  fragment(selector: string | undefined): CompiledFragment | undefined {
    this.requireUsable();
    const kept = this.fragments.get(selector);
    if (kept) return kept;
    const { build, found } = this.find(selector);
    if (selector !== undefined && found.length === 0) return undefined;
    const nodes = selector === undefined ? this.nodes : compiledWithin(build, found);
    const fragment = { nodes, signature: signatureOf(found), source: markupSource(found) };
    this.fragments.set(selector, fragment, build.spent + fragment.source.length / charactersOfUnit);
    return fragment;
  }

  /** What is inside the tags that a selector finds. @throws TemplateError `syntax` for one that cannot be read */
  contentOf(selector: string | undefined): CompiledNodes {
    if (selector === undefined) return this.nodes;
    const kept = this.contents.get(selector);
    if (kept) return kept;
    const { build, found } = this.find(selector);
    const children = found.flatMap((node) => (node.kind === 'element' ? node.children : []));
    const nodes = compiledWithin(build, children);
    this.contents.set(selector, nodes, build.spent);
    return nodes;
  }

  /** Those of some selectors that find something; one that cannot be read does not. */
  holding(selectors: readonly string[]): ReadonlySet<string> {
    const { markup } = readTemplate(this.name, this.text, this.options);
    return new Set(selectors.filter((selector) => finds(selector, markup)));
  }

  private find(selector: string | undefined): { readonly build: TemplateBuild; readonly found: readonly MarkupNode[] } {
    const steps = selector === undefined ? undefined : parseSelector(selector);
    const { source, markup } = readTemplate(this.name, this.text, this.options);
    return { build: new TemplateBuild(this.name, source), found: steps ? selectNodes(markup, steps) : markup };
  }
}

function finds(selector: string, markup: readonly MarkupNode[]): boolean {
  try {
    return selectNodes(markup, parseSelector(selector)).length > 0;
  } catch (mistake) {
    if (mistake instanceof TemplateError) return false;
    throw mistake;
  }
}

function compiledWithin(build: TemplateBuild, nodes: readonly MarkupNode[]): CompiledNodes {
  const compiled = withinWork(build.name, () => compileNodes(nodes, surroundingsOf(build)));
  if (compiled instanceof TemplateError) throw compiled;
  return compiled;
}

/** What is compiled, or what there is too much of: in all, or one inside the other. */
function withinWork(template: string, work: () => CompiledNodes): CompiledNodes | TemplateError {
  try {
    return work();
  } catch (mistake) {
    const limit = mistake instanceof RangeError ? new CompileLimit('The template is too deep.') : mistake;
    if (!(limit instanceof CompileLimit)) throw mistake;
    return limit.at({ template, position: { line: 1, column: 1 } });
  }
}

function surroundingsOf(template: TemplateBuild): Surroundings {
  return { template, mode: 'html', program: undefined, compile: compileNodes };
}

/** What th:fragment says at the first of the nodes. */
function signatureOf([first]: readonly MarkupNode[]): Specification<FragmentSignature> | undefined {
  const source = first?.kind === 'element' ? fragmentAttribute(first) : undefined;
  if (!source?.trim()) return undefined;
  return parseFragmentSignature(unescapeHtml(source), { line: 1, column: 1 });
}

function fragmentAttribute({ attributes }: ElementNode): string | undefined {
  return attributes.find(({ lowerName }) => lowerName === 'th:fragment' || lowerName === 'data-th-fragment')?.value;
}
