import { TemplateError, type Position } from '#thymeleaf/template-error';
import { htmlTags, type HtmlTag } from './html-tags.js';
import { edited, type TextEdit } from './text-edits.js';

/** A template whose own scripts and style sheets are marked. */
export interface MarkedSource {
  readonly text: string;
  /** Where a place of the marked text is in the source. */
  readonly place: (position: Position) => Position;
}

/**
 * Marks the scripts and style sheets that stand in a template of Handlebars itself with a `nonce` of that value. What comes into the page by a value is
 * never marked: it was not there when the template was. A script from a file is not marked either, or its address would not matter any more. In templates
 * of Thymeleaf the engine does it.
 */
export function markInline(source: string, nonce: string): MarkedSource {
  const text = ` nonce="${nonce}"`;
  const edits = htmlTags(source)
    .filter(isOwnText)
    .map(({ start, name }) => ({ start: start + 1 + name.length, end: start + 1 + name.length, text }));
  return { text: edited(source, edits), place: (position) => placeIn(source, edits, position) };
}

/** A mistake with its place in the file. */
export function asWritten(error: TemplateError, { place }: Pick<MarkedSource, 'place'>): TemplateError {
  const { position } = error.place;
  if (position === undefined) return error;
  return new TemplateError(error.fault, error.message, { ...error.place, position: place(position) });
}

function isOwnText({ kind, name, attributes }: HtmlTag): boolean {
  if (kind === 'end' || (name !== 'script' && name !== 'style')) return false;
  return !attributes.some(({ name: attribute }) => attribute === 'src' || attribute === 'nonce');
}

/** Marks stand in one line each, and come in the order of the source. */
function placeIn(source: string, edits: readonly TextEdit[], { line, column }: Position): Position {
  const lineStart = startOfLine(source, line);
  let before = column;
  for (const { start, text } of edits) {
    const mark = start - lineStart + 1;
    if (mark >= 1 && before > mark) before = Math.max(mark, before - text.length);
  }
  return { line, column: before };
}

function startOfLine(source: string, line: number): number {
  let start = 0;
  for (let before = 1; before < line; before += 1) start = source.indexOf('\n', start) + 1;
  return start;
}
