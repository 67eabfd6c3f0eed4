import { TemplateError } from '../template-error.js';
import type { MarkupNode } from './markup/markup-nodes.js';
import { parseMarkup } from './markup/parse-markup.js';
import { SourceText } from './markup/source-text.js';
import { withoutTemplateComments } from './markup/template-comments.js';

/** Characters of one template where nothing else is said. */
const greatestTemplate = 1024 * 1024;

/** A template as a tree; of one that cannot be read nothing but the mistake. */
export interface ReadTemplate {
  readonly source: SourceText;
  readonly markup: readonly MarkupNode[];
  /** What keeps all of it from being rendered. */
  readonly mistake: TemplateError | undefined;
}

/** How it is read. */
export interface TemplateReading {
  /** UTF-16 units of one template; 1,048,576 where nothing is said. */
  readonly maximumCharacters?: number;
  /** The `nonce` of scripts and style sheets that stand in the template itself; none where nothing is said. */
  readonly nonce?: string | undefined;
}

/** Reads a text of some characters at most. */
export function readTemplate(
  name: string,
  text: string,
  { maximumCharacters = greatestTemplate, nonce }: TemplateReading = {},
): ReadTemplate {
  if (text.length > maximumCharacters) return unread(name, tooLong(maximumCharacters));
  try {
    const source = withoutTemplateComments(text);
    return { source, markup: parseMarkup(source, { nonce }), mistake: undefined };
  } catch (mistake) {
    if (!(mistake instanceof TemplateError)) throw mistake;
    return unread(name, mistake);
  }
}

function unread(name: string, mistake: TemplateError): ReadTemplate {
  const place = { template: name, position: { line: 1, column: 1 } };
  return { source: SourceText.of(''), markup: [], mistake: mistake.at(place) };
}

function tooLong(greatest: number): TemplateError {
  return new TemplateError('limit', `The template is longer than ${String(greatest)} characters.`);
}
