import { defaultExpressionLimits } from '../expression/expression-limits.js';

/** What `[[…]]` and `[(…)]` are in: it decides how their values are written. */
export type InlineMode = 'html' | 'text' | 'javascript' | 'css' | 'none';

/** Text as written, or an expression between brackets. Offsets count from the beginning of the text. */
export type InlinePiece =
  | { readonly kind: 'text'; readonly offset: number; readonly text: string }
  | {
      readonly kind: 'output';
      readonly offset: number;
      readonly source: string;
      readonly escaped: boolean;
    };

/** Cuts a text into what stands as it is and its output expressions. Brackets without an end are text. */
export function inlinePieces(text: string): readonly InlinePiece[] {
  const pieces: InlinePiece[] = [];
  let last = 0;
  for (let begin = outputAt(text, 0); begin >= 0; begin = outputAt(text, last)) {
    const output = readOutput(text, begin);
    if (!output) break;
    if (begin > last) pieces.push({ kind: 'text', offset: last, text: text.slice(last, begin) });
    pieces.push(output);
    last = begin + output.source.length + 4;
  }
  if (last < text.length) pieces.push({ kind: 'text', offset: last, text: text.slice(last) });
  return pieces;
}

/** The output expression that begins at a place; undefined where none does, or has no end. */
export function readOutput(text: string, begin: number): Extract<InlinePiece, { kind: 'output' }> | undefined {
  if (!beginsOutput(text, begin)) return undefined;
  const escaped = text[begin + 1] === '[';
  const end = endOutsideQuotes(text, escaped ? ']]' : ')]', begin + 2);
  if (end < 0) return undefined;
  return { kind: 'output', offset: begin, source: text.slice(begin + 2, end), escaped };
}

export function beginsOutput(text: string, at: number): boolean {
  return text[at] === '[' && (text[at + 1] === '[' || text[at + 1] === '(');
}

function outputAt(text: string, from: number): number {
  for (let at = text.indexOf('[', from); at >= 0; at = text.indexOf('[', at + 1)) {
    if (beginsOutput(text, at)) return at;
  }
  return -1;
}

/** Characters between brackets; longer ones than an expression may have are text. */
export const greatestOutput = 2 * defaultExpressionLimits.characters;

/** Index of a closing mark that is not between quotes; -1 where there is none. */
export function endOutsideQuotes(text: string, closing: string, from: number): number {
  let quote = '';
  const last = Math.min(text.length, from + greatestOutput);
  for (let at = from; at < last; at += 1) {
    const char = text[at] ?? '';
    if (quote) {
      if (char === quote) quote = '';
    } else if (text.startsWith(closing, at)) return at;
    else if (char === '"' || char === "'") quote = char;
  }
  return -1;
}
