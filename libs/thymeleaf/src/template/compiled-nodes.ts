import type { TemplateError } from '../template-error.js';
import type { ProgramLanguage } from '../program/place.js';
import type { Output } from './output.js';
import type { CompiledNodes, Renderer, RenderScope } from './render-scope.js';

/** Collects nodes; neighbouring static texts become one. */
export class NodeList {
  private readonly nodes: (string | Renderer)[] = [];

  text(text: string): void {
    const last = this.nodes.length - 1;
    const before = this.nodes[last];
    if (typeof before === 'string') this.nodes[last] = before + text;
    else if (text) this.nodes.push(text);
  }

  render(renderer: Renderer): void {
    this.nodes.push(renderer);
  }

  append(nodes: CompiledNodes): void {
    for (const node of nodes) {
      if (typeof node === 'string') this.text(node);
      else this.render(node);
    }
  }

  /** As large as it has to be: lists that grew have room to spare. */
  compiled(): CompiledNodes {
    return this.nodes.slice();
  }
}

/** In place of what has a mistake: it counts where a page gets to it. */
export function failing(mistake: TemplateError): Renderer {
  return () => {
    throw mistake;
  };
}

/** The content of a script or style sheet, which knows where its values go; where nothing of a page is anybody's words it may be anything. */
export function renderProgram(
  nodes: CompiledNodes,
  language: ProgramLanguage,
  scope: RenderScope,
  output: Output,
): void {
  if (scope.environment.escapesModelText) output.inProgram(language, () => renderNodes(nodes, scope, output));
  else renderNodes(nodes, scope, output);
}

/** @throws TemplateError */
export function renderNodes(nodes: CompiledNodes, scope: RenderScope, output: Output): void {
  scope.budget.spend(nodes.length);
  for (const node of nodes) {
    if (typeof node === 'string') output.write(node);
    else node(scope, output);
  }
}
