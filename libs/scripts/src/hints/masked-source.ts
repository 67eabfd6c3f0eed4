/** Characters of a regular expression that are looked through for its end. */
const LONGEST_EXPRESSION = 300;
/** After what a slash begins a regular expression, and divides nothing. */
const BEFORE_EXPRESSION = /(?:^|[(,=:[!&|?{};+\-*%~^<>\n]|\b(?:return|typeof|case|in|of|void|delete|throw))\s*$/;
/** Each letter has one way to be read, so that nothing is tried twice. */
const EXPRESSION = /^\/(?:[^/\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+\//;
const LINE_COMMENT = /\/\/[^\n\r\u2028\u2029]*/y;
const TEXT = /"(?:[^"\\\n\r]+|\\[^])*"?|'(?:[^'\\\n\r]+|\\[^])*'?/y;
/** Up to its end, or to the code that stands in it. */
const TEMPLATE = /(?:[^`\\$]+|\\[^]|\$(?!\{))*(?:`|\$\{)?/y;
const CODE = /[^/"'`{}]+/y;

/**
 * A source of which only the code is left: comments, texts and regular expressions are blanks, line by line as long as they were, so that places
 * in it are places in the source. By its look, as an editor colours it; in doubt a word is left that is none.
 */
export function maskedSource(source: string): string {
  return maskedParts(source, (kind) => kind === 'code');
}

/** A source in which comments alone are blanks. */
export function withoutComments(source: string): string {
  return maskedParts(source, (kind) => kind !== 'comment');
}

function maskedParts(source: string, isKept: (kind: Part['kind']) => boolean): string {
  const masked: string[] = [];
  /** Of each template that code stands in: how many braces are open in that code. */
  const open: number[] = [];
  for (let at = 0; at < source.length;) {
    const { end, kind } = partAt(source, at, open);
    const part = source.slice(at, end);
    masked.push(isKept(kind) ? part : part.replace(/[^\n\r\u2028\u2029]/g, ' '));
    at = end;
  }
  return masked.join('');
}

interface Part {
  readonly end: number;
  readonly kind: 'code' | 'text' | 'comment';
}

function partAt(source: string, at: number, open: number[]): Part {
  const code = (end: number): Part => ({ end, kind: 'code' });
  const none = (end: number): Part => ({ end, kind: 'text' });
  switch (source[at]) {
    case '/':
      return slashAt(source, at);
    case '"':
    case "'":
      return none(endOf(TEXT, source, at));
    case '`':
      return none(endOfTemplate(source, at + 1, open));
    case '{':
      if (open.length > 0) open[open.length - 1] = (open.at(-1) ?? 0) + 1;
      return code(at + 1);
    case '}':
      if (open.at(-1) !== 0) {
        if (open.length > 0) open[open.length - 1] = (open.at(-1) ?? 0) - 1;
        return code(at + 1);
      }
      open.pop();
      return none(endOfTemplate(source, at + 1, open));
    default:
      return code(endOf(CODE, source, at));
  }
}

function slashAt(source: string, at: number): Part {
  if (source[at + 1] === '/') return { end: endOf(LINE_COMMENT, source, at), kind: 'comment' };
  if (source[at + 1] === '*') return { end: endOfComment(source, at + 2), kind: 'comment' };
  const isBegin = BEFORE_EXPRESSION.test(source.slice(Math.max(0, at - 30), at));
  const [expression] = (isBegin && EXPRESSION.exec(source.slice(at, at + LONGEST_EXPRESSION))) || [];
  return expression === undefined ? { end: at + 1, kind: 'code' } : { end: at + expression.length, kind: 'text' };
}

function endOfComment(source: string, at: number): number {
  const end = source.indexOf('*/', at);
  return end < 0 ? source.length : end + 2;
}

function endOfTemplate(source: string, at: number, open: number[]): number {
  const end = endOf(TEMPLATE, source, at);
  if (end > at && source[end - 1] === '{') open.push(0);
  return end;
}

/** Where the pattern that begins at a place ends; the place itself where none does. @param pattern sticky */
function endOf(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
