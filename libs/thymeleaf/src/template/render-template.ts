import { Budget, defaultRenderLimits, type RenderLimits } from '../limits.js';
import type { Environment } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { ValueRecord } from '../value.js';
import type { CompiledTemplate } from './compile-template.js';
import type { CompiledTemplates } from './compiled-templates.js';
import { renderNodes } from './compiled-nodes.js';
import { FragmentFinder } from './fragment-finder.js';
import { Output } from './output.js';
import { RenderScope } from './render-scope.js';

/** What a page is made of beside its template. */
export interface Rendering {
  readonly model: ValueRecord;
  readonly environment: Environment;
  readonly limits?: RenderLimits;
  /** Milliseconds from any beginning; must not jump back. */
  readonly now: () => number;
  /** Selector of the only fragment that is rendered; all of the template without it. */
  readonly fragment?: string;
}

/**
 * The text of a page.
 * @throws TemplateError with template, position and expression; `unknown` for a template or fragment that does not exist, a mistake where the page gets to it
 */
export function renderTemplate(compiled: CompiledTemplates, name: string, rendering: Rendering): string {
  const template = compiled.find(name);
  if (!template) throw new TemplateError('unknown', `There is no template ${name}.`);
  template.requireUsable();
  const { environment, model } = rendering;
  const budget = new Budget(rendering.limits ?? defaultRenderLimits, rendering.now);
  const scope = RenderScope.of({ environment, budget, model, fragments: new FragmentFinder(compiled) }, template.name);
  const output = new Output(budget);
  withinStack(() => renderNodes(nodesOf(template, rendering.fragment), scope, output));
  return output.toString();
}

/** Fragments in elements in fragments may be deeper than the limits of each of them tell. @throws TemplateError `limit` */
function withinStack(work: () => void): void {
  try {
    work();
  } catch (mistake) {
    if (!(mistake instanceof RangeError)) throw mistake;
    throw new TemplateError('limit', 'Parts of the page are too deep inside each other.');
  }
}

function nodesOf(template: CompiledTemplate, selector: string | undefined): CompiledTemplate['nodes'] {
  if (selector === undefined) return template.nodes;
  const fragment = template.fragment(selector);
  if (!fragment) throw new TemplateError('unknown', `The template ${template.name} has no fragment ${selector}.`);
  return fragment.nodes;
}
