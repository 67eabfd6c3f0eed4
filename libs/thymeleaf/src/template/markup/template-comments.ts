import { TemplateError } from '../../template-error.js';
import { SourceText, type Stretch } from './source-text.js';

const prototypeOpening = '<!--/*/';
const prototypeClosing = '/*/-->';
const parserOpening = '<!--/*';
const parserClosing = '*/-->';

/**
 * The source as a page sees it: without the marks of prototype-only comments, whose content counts, and without parser-level comments and
 * what they hold.
 * @throws TemplateError `syntax` where a comment has no end
 */
export function withoutTemplateComments(source: string): SourceText {
  const whole = SourceText.of(source);
  const shown = whole.without(prototypeMarks(whole));
  return shown.without(parserComments(shown));
}

function prototypeMarks(source: SourceText): readonly Stretch[] {
  const marks: Stretch[] = [];
  const { text } = source;
  for (let begin = text.indexOf(prototypeOpening); begin >= 0;) {
    const inside = begin + prototypeOpening.length;
    const end = endOf(source, prototypeClosing, begin, inside);
    marks.push([begin, inside], [end, end + prototypeClosing.length]);
    begin = text.indexOf(prototypeOpening, end + prototypeClosing.length);
  }
  return marks;
}

function parserComments(source: SourceText): readonly Stretch[] {
  const comments: Stretch[] = [];
  const { text } = source;
  for (let begin = text.indexOf(parserOpening); begin >= 0;) {
    const end = endOf(source, parserClosing, begin, begin + parserOpening.length) + parserClosing.length;
    comments.push([begin, end]);
    begin = text.indexOf(parserOpening, end);
  }
  return comments;
}

function endOf(source: SourceText, closing: string, begin: number, from: number): number {
  const end = source.text.indexOf(closing, from);
  if (end >= 0) return end;
  throw new TemplateError('syntax', `The comment has no end: write ${closing} after it.`, {
    position: source.positionAt(begin),
    expression: source.text.slice(begin, begin + 40),
  });
}
