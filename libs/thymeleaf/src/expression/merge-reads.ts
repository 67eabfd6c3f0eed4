import type { ExpressionReads } from './expressions.js';

/** All that several expressions read. */
export function mergeReads(all: readonly ExpressionReads[]): ExpressionReads {
  return {
    variables: all.flatMap(({ variables }) => variables),
    selected: all.flatMap(({ selected }) => selected),
    objects: all.flatMap(({ objects }) => objects),
    messages: all.flatMap(({ messages }) => messages),
    fragments: all.flatMap(({ fragments }) => fragments),
  };
}
