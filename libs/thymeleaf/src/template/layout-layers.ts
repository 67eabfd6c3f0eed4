import type { CompiledNodes, LayoutLayer } from './render-scope.js';
import type { ElementNode, MarkupNode } from './markup/markup-nodes.js';

/** A piece of a layer, and the layers that may replace pieces inside of it: those of pages further in. */
export interface FoundPiece {
  readonly nodes: CompiledNodes;
  readonly template: string;
  readonly layers: readonly LayoutLayer[];
}

/** The piece that the innermost page has; `layers` are those of the pages from the innermost on. */
export function pieceOf(
  layers: readonly LayoutLayer[],
  read: (layer: LayoutLayer) => CompiledNodes | undefined,
): FoundPiece | undefined {
  for (const [index, layer] of layers.entries()) {
    const nodes = read(layer);
    if (nodes && nodes.length > 0) return { nodes, template: layer.template, layers: layers.slice(0, index) };
  }
  return undefined;
}

/** The value of an attribute of the layout dialect. */
export function layoutAttribute({ attributes }: ElementNode, name: string): string | undefined {
  return attributes.find(({ lowerName }) => lowerName === `layout:${name}` || lowerName === `data-layout-${name}`)
    ?.value;
}

/** Elements inside others, at any depth, of which a test holds. */
export function elementsWhere(
  nodes: readonly MarkupNode[],
  holds: (element: ElementNode) => boolean,
): readonly ElementNode[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'element') return [];
    return [...(holds(node) ? [node] : []), ...elementsWhere(node.children, holds)];
  });
}

/** The nodes of a template: of one that is decorated only the element that says so, for all else is the layout's. */
export function decoratedRoot(nodes: readonly MarkupNode[]): readonly MarkupNode[] {
  const decorated = nodes.filter((node) => node.kind === 'element' && isDecorated(node));
  return decorated.length > 0 ? decorated : nodes;
}

function isDecorated(element: ElementNode): boolean {
  return (layoutAttribute(element, 'decorate') ?? layoutAttribute(element, 'decorator')) !== undefined;
}
