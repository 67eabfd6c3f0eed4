import type { Expression } from '../expression/expressions.js';
import { printed } from '../printed.js';
import { TemplateError } from '../template-error.js';
import { renderNodes } from './compiled-nodes.js';
import type { CompiledNodes, Renderer } from './render-scope.js';
import { evaluated, placed } from './evaluated.js';

/** What th:remove takes out of an element. */
export type RemovedPart = 'all' | 'tag' | 'tags' | 'body' | 'all-but-first' | 'none';

export const wholeRemovals: ReadonlySet<string> = new Set<RemovedPart>([
  'all',
  'tag',
  'tags',
  'body',
  'all-but-first',
  'none',
]);

/** Pieces of an element, each compiled only where it is wanted: what is always left out may hold anything. */
export interface ElementParts {
  readonly tagless: boolean;
  readonly content: () => CompiledNodes;
  /** Up to the first element inside. */
  readonly firstChild: () => CompiledNodes;
  /** Content within the tags of the element. */
  readonly tagged: (content: CompiledNodes) => CompiledNodes;
}

/** What is left of an element. */
export function leftOf(parts: ElementParts, removed: RemovedPart): CompiledNodes {
  const { tagless, content, firstChild } = parts;
  const tagged = tagless ? (inner: CompiledNodes) => inner : parts.tagged;
  if (removed === 'all') return [];
  if (removed === 'body') return tagged([]);
  if (removed === 'all-but-first') return tagged(firstChild());
  return removed === 'none' ? tagged(content()) : content();
}

/** th:remove with an expression: nothing is removed for null. */
export function removing(removal: Expression, parts: ElementParts): Renderer {
  const content = parts.content();
  const first = parts.firstChild();
  const compiled = { ...parts, content: () => content, firstChild: () => first };
  const left = new Map([...wholeRemovals].map((part) => [part, leftOf(compiled, part as RemovedPart)] as const));
  return (scope, output) => {
    const wanted = printed(evaluated(removal, scope), scope).toLowerCase() || 'none';
    renderNodes(left.get(wanted) ?? placed(removal, scope, unknownRemoval), scope, output);
  };
}

function unknownRemoval(): never {
  throw new TemplateError('value', 'th:remove takes all, tag, body, all-but-first or none.');
}
