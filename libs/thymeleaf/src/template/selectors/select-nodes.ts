import type { MarkupNode } from '../markup/markup-nodes.js';
import type { SelectorStep } from './selector.js';

/** The nodes that a selector finds, in the order of the template; what is inside of one that is found is not searched again. */
export function selectNodes(nodes: readonly MarkupNode[], steps: readonly SelectorStep[]): readonly MarkupNode[] {
  const found = new Set<MarkupNode>();
  search(nodes, steps, found);
  return outermost(nodes, found);
}

function search(siblings: readonly MarkupNode[], steps: readonly SelectorStep[], found: Set<MarkupNode>): void {
  const [step, ...rest] = steps;
  if (!step) return;
  if (step.matches.kind === 'content') {
    for (const node of siblings) found.add(node);
    return;
  }
  for (const node of matching(siblings, step)) {
    if (rest.length === 0) found.add(node);
    else if (node.kind === 'element') search(node.children, rest, found);
  }
  if (!step.anyDepth) return;
  for (const node of siblings) {
    if (node.kind === 'element' && !found.has(node)) search(node.children, steps, found);
  }
}

/** Of nodes with the same parent those of a step; its index counts only what matches otherwise. */
function matching(siblings: readonly MarkupNode[], { matches, index }: SelectorStep): readonly MarkupNode[] {
  const nodes = siblings.filter((node) =>
    matches.kind === 'element' ? node.kind === 'element' && matches.test(node) : node.kind === matches.kind,
  );
  return index ? nodes.filter((_, position) => index(position)) : nodes;
}

function outermost(nodes: readonly MarkupNode[], found: ReadonlySet<MarkupNode>): readonly MarkupNode[] {
  return nodes.flatMap((node) => {
    if (found.has(node)) return [node];
    return node.kind === 'element' ? outermost(node.children, found) : [];
  });
}
