import { parseFragmentSignature, type FragmentSignature } from '../expression/parse-signature.js';
import type { Specification } from '../expression/expressions.js';
import { unescapeHtml } from '../escaping/unescape-html.js';
import { TemplateError } from '../template-error.js';
import { compileNodes } from './compile-nodes.js';
import type { CompiledNodes } from './render-scope.js';
import type { ElementNode, MarkupNode } from './markup/markup-nodes.js';
import { decoratedRoot } from './layout-layers.js';
import { markupSource } from './markup/markup-source.js';
import type { SourceText } from './markup/source-text.js';
import { greatestTemplate, readTemplate } from './read-template.js';
import { parseSelector } from './selectors/parse-selector.js';
import { selectNodes } from './selectors/select-nodes.js';
import type { Surroundings } from './surroundings.js';
import { CompileLimit, TemplateBuild } from './template-build.js';
import type { TemplateInspection } from './template-inspection.js';

/** A part of a template that others may put in. */
export interface CompiledFragment {
  readonly nodes: CompiledNodes;
  /** What is inside the tags that were found. */
  readonly inner: CompiledNodes;
  readonly signature: Specification<FragmentSignature> | undefined;
  /** As it stands in the template. */
  readonly source: string;
}

/** Selectors may be computed: this many results are kept for each template. */
const keptFragments = 500;

/** How templates are compiled. */
export interface CompileOptions {
  /** UTF-16 units of one template; 1,048,576 where nothing is said. */
  readonly maximumCharacters?: number;
}

/**
 * A template made ready. A mistake in an expression fails a page that gets to it; one in the structure, such as a comment without end, every page.
 */
export class CompiledTemplate {
  readonly nodes: CompiledNodes;
  /** All mistakes, also of what may never be rendered. */
  readonly errors: readonly TemplateError[];
  private readonly unusable: TemplateError | undefined;
  private readonly markup: readonly MarkupNode[];
  private readonly source: SourceText;
  private readonly fragments = new Map<string | undefined, CompiledFragment | undefined>();

  constructor(
    readonly name: string,
    text: string,
    { maximumCharacters = greatestTemplate }: CompileOptions = {},
  ) {
    const { source, markup, mistake } = readTemplate(name, text, maximumCharacters);
    const build = new TemplateBuild(name, source);
    this.source = source;
    this.markup = markup;
    const whole = withinWork(name, () => compileNodes(decoratedRoot(markup), surroundingsOf(build)));
    this.unusable = mistake ?? (whole instanceof TemplateError ? whole : undefined);
    this.nodes = whole instanceof TemplateError ? [] : whole;
    this.inspection = build.recorder.inspection();
    this.errors = this.unusable ? [this.unusable, ...build.mistakes] : build.mistakes;
  }

  /** What it uses and says, for the check of a skin; of one with mistakes as far as it was understood. */
  readonly inspection: TemplateInspection;

  /** @throws the mistake that keeps all of it from being rendered: of its structure, or of its size */
  requireUsable(): void {
    if (this.unusable) throw this.unusable;
  }

  /** What a selector finds; undefined where it finds nothing. @throws TemplateError `syntax` for one that cannot be read */
  fragment(selector: string | undefined): CompiledFragment | undefined {
    this.requireUsable();
    if (this.fragments.has(selector)) return this.fragments.get(selector);
    const fragment = this.compileFragment(selector);
    if (this.fragments.size < keptFragments) this.fragments.set(selector, fragment);
    return fragment;
  }

  /** Whether a selector finds anything; one that cannot be read does not. */
  holds(selector: string): boolean {
    try {
      return selectNodes(this.markup, parseSelector(selector)).length > 0;
    } catch (mistake) {
      if (mistake instanceof TemplateError) return false;
      throw mistake;
    }
  }

  private compileFragment(selector: string | undefined): CompiledFragment | undefined {
    if (selector === undefined) return { nodes: this.nodes, inner: this.nodes, ...attributesOf(this.markup) };
    const found = selectNodes(this.markup, parseSelector(selector));
    if (found.length === 0) return undefined;
    const surroundings = surroundingsOf(new TemplateBuild(this.name, this.source));
    const children = found.flatMap((node) => (node.kind === 'element' ? node.children : []));
    const nodes = withinWork(this.name, () => compileNodes(found, surroundings));
    if (nodes instanceof TemplateError) throw nodes;
    return { nodes, inner: compileNodes(children, surroundings), ...attributesOf(found) };
  }
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

function attributesOf(nodes: readonly MarkupNode[]): Pick<CompiledFragment, 'signature' | 'source'> {
  return { signature: signatureOf(nodes), source: markupSource(nodes) };
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
