import { attributeSource, type MarkupNode } from './markup-nodes.js';

/** The source of nodes, as it was written. */
export function markupSource(nodes: readonly MarkupNode[]): string {
  return nodes.map(nodeSource).join('');
}

function nodeSource(node: MarkupNode): string {
  if (node.kind === 'output') return node.escaped ? `[[${node.source}]]` : `[(${node.source})]`;
  if (node.kind !== 'element') return node.opening + node.content + node.closing;
  const end = node.bracket === '<' ? '>' : ']';
  const opening = node.bracket + node.name + node.attributes.map(attributeSource).join('') + node.tail + end;
  return opening + markupSource(node.children) + (node.standalone ? '' : node.closingTag);
}
