import type { TextNode } from './markup/markup-nodes.js';

/** A comment that old browsers read as markup: where the markup inside it begins and ends, counted in its content. */
export interface ConditionalComment {
  readonly begin: number;
  readonly end: number;
}

/** `<!--[if IE]>…<![endif]-->`; undefined for any other comment. */
export function conditionalComment({ kind, content }: TextNode): ConditionalComment | undefined {
  if (kind !== 'comment' || !content.startsWith('[if')) return undefined;
  const begin = content.indexOf(']>') + 2;
  const end = content.lastIndexOf('<![endif]');
  return begin >= 2 && end >= begin ? { begin, end } : undefined;
}
