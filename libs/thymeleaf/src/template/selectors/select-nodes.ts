import type { MarkupNode } from '../markup/markup-nodes.js';
import type { SelectorStep } from './selector.js';

/** Elements whose content was searched already, by how many steps were left. */
type Searched = ReadonlyMap<number, Set<MarkupNode>>;

interface Search {
  readonly steps: readonly SelectorStep[];
  readonly found: Set<MarkupNode>;
  readonly searched: Searched;
}

/** The nodes that a selector finds, in the order of the template; what is inside of one that is found is not searched again. */
export function selectNodes(nodes: readonly MarkupNode[], steps: readonly SelectorStep[]): readonly MarkupNode[] {
  const found = new Set<MarkupNode>();
  const searched = new Map(steps.map((_, index) => [index, new Set<MarkupNode>()] as const));
  searchAmong(nodes, 0, { steps, found, searched });
  return outermost(nodes, found);
}

function searchAmong(siblings: readonly MarkupNode[], at: number, search: Search): void {
  const { steps, found } = search;
  const step = steps[at];
  if (!step) return;
  if (step.matches.kind === 'content') {
    for (const node of siblings) found.add(node);
    return;
  }
  for (const node of matching(siblings, step)) {
    if (at === steps.length - 1) found.add(node);
    else searchInside(node, at + 1, search);
  }
  if (!step.anyDepth) return;
  for (const node of siblings) {
    if (!found.has(node)) searchInside(node, at, search);
  }
}

/** Once for each step: without that, `//a//a//a` among many `a` would be searched in every way there is. */
function searchInside(node: MarkupNode, at: number, search: Search): void {
  const searched = search.searched.get(at);
  if (node.kind !== 'element' || searched?.has(node)) return;
  searched?.add(node);
  searchAmong(node.children, at, search);
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
