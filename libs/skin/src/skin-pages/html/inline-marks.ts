import type { Position } from '#thymeleaf/template-error';
import { htmlTags, type HtmlTag } from './html-tags.js';
import { edited, type TextEdit } from './text-edits.js';

/** A template whose own scripts and style sheets are marked. */
export interface MarkedSource {
  readonly text: string;
  /** Where a place of the marked text is in the source. */
  readonly place: (position: Position) => Position;
}

/** Of a comment that is only there until the template is shown, the inside is part of the template. */
const PROTOTYPE_ONLY = /<!--\/\*\/|\/\*\/-->/g;

/**
 * Marks the scripts and style sheets that stand in a template itself with a `nonce` of that value. What comes into the page by a value is never marked: it
 * was not there when the template was. A script from a file is not marked either, or its address would not matter any more.
 */
export function markInline(source: string, nonce: string): MarkedSource {
  const readable = source.replaceAll(PROTOTYPE_ONLY, (comment) => ' '.repeat(comment.length));
  const text = ` nonce="${nonce}"`;
  const edits = htmlTags(readable)
    .filter(isOwnText)
    .map(({ start, name }) => ({ start: start + 1 + name.length, end: start + 1 + name.length, text }));
  return { text: edited(source, edits), place: placeIn(source, edits) };
}

function isOwnText({ kind, name, attributes }: HtmlTag): boolean {
  if (kind === 'end' || (name !== 'script' && name !== 'style')) return false;
  const isElsewhere = attributes.some(({ name: attribute }) =>
    /(?:^|[:-])(?:src|attr|attrappend|attrprepend)$/.test(attribute),
  );
  return !isElsewhere && !attributes.some(({ name: attribute }) => /(?:^|[:-])nonce$/.test(attribute));
}

function placeIn(source: string, edits: readonly TextEdit[]): MarkedSource['place'] {
  const marks = edits.map(({ start, text }) => ({ ...positionOf(source, start), length: text.length }));
  return ({ line, column }) => {
    let before = column;
    for (const mark of marks.filter((one) => one.line === line))
      if (before > mark.column) before = Math.max(mark.column, before - mark.length);
    return { line, column: before };
  };
}

function positionOf(source: string, offset: number): Position {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
