import type { ExpressionReads } from './expressions.js';

/** All that several expressions read, in as little room as it needs: every expression of a page keeps it. */
export function mergeReads(all: readonly ExpressionReads[]): ExpressionReads {
  return {
    variables: merged(all.map(({ variables }) => variables)),
    selected: merged(all.map(({ selected }) => selected)),
    objects: merged(all.map(({ objects }) => objects)),
    messages: merged(all.map(({ messages }) => messages)),
    fragments: merged(all.map(({ fragments }) => fragments)),
  };
}

const none: readonly never[] = [];

function merged<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return lists.every((list) => list.length === 0) ? none : ([] as T[]).concat(...lists);
}
