import type { ElementNode } from '../markup/markup-nodes.js';

/** One level of a selector: `//li.important[1]`. */
export interface SelectorStep {
  /** At any depth, or only directly below. */
  readonly anyDepth: boolean;
  readonly matches: StepMatch;
  /** Which of the elements with the same parent; undefined = all. */
  readonly index: ((index: number) => boolean) | undefined;
}

/** What a step is about: nodes of a kind, all that is inside, or elements. */
export type StepMatch =
  | { readonly kind: 'text' | 'comment' | 'cdata' | 'other' | 'content' }
  | { readonly kind: 'element'; readonly test: (element: ElementNode) => boolean };
