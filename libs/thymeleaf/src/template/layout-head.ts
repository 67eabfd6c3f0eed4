import { renderNodes } from './compiled-nodes.js';
import type { CompiledNodes, Renderer } from './render-scope.js';
import { layoutAttribute, pieceOf } from './layout-layers.js';
import type { ElementNode } from './markup/markup-nodes.js';
import { Output } from './output.js';
import type { RenderScope } from './render-scope.js';

/** The content of a head: behind it stands what the heads of decorated pages hold, of the outermost first. */
export function headContent({ children }: ElementNode, content: CompiledNodes): CompiledNodes {
  const hasTitle = children.some((child) => child.kind === 'element' && child.lowerName === 'title');
  const more: Renderer = (scope, output) => {
    const { layers } = scope;
    if (layers.length === 0) return;
    const title = hasTitle ? undefined : pieceOf(layers, (layer) => layer.title);
    if (title) renderNodes(title.nodes, scope.with({ template: title.template, layers: title.layers }), output);
    for (let index = layers.length - 1; index >= 0; index -= 1) {
      const layer = layers[index];
      const within = { template: layer?.template ?? scope.template, layers: layers.slice(0, index) };
      renderNodes(layer?.head ?? [], scope.with(within), output);
    }
  };
  return [...content, more];
}

/** A title: of decorated pages the innermost that has one counts, put together with this one where layout:title-pattern says so. */
export function titleElement(node: ElementNode, own: CompiledNodes): CompiledNodes {
  const pattern = layoutAttribute(node, 'title-pattern');
  const title: Renderer = (scope, output) => {
    const piece = pieceOf(scope.layers, (layer) => layer.title);
    if (!piece) return renderNodes(own, scope, output);
    const within = scope.with({ template: piece.template, layers: piece.layers });
    if (pattern === undefined) return renderNodes(piece.nodes, within, output);
    const titles = [rendered(own, scope), rendered(piece.nodes, within)] as const;
    output.write(joinedTitle(pattern, ...titles));
  };
  return [title];
}

/** The pattern names both titles; the text of the layout's is between the layout's tags. */
function joinedTitle(pattern: string, layout: string, content: string): string {
  const { opening, text, closing } = partsOf(layout);
  const joined = pattern
    .replaceAll('$CONTENT_TITLE', () => partsOf(content).text)
    .replaceAll('$LAYOUT_TITLE', () => text)
    .replaceAll('$DECORATOR_TITLE', () => text);
  return opening + joined + closing;
}

function partsOf(element: string): { readonly opening: string; readonly text: string; readonly closing: string } {
  const begin = element.indexOf('>') + 1;
  const end = Math.max(begin, element.lastIndexOf('</'));
  return { opening: element.slice(0, begin), text: element.slice(begin, end), closing: element.slice(end) };
}

function rendered(nodes: CompiledNodes, scope: RenderScope): string {
  const output = new Output(scope.budget);
  renderNodes(nodes, scope, output);
  return output.toString();
}
