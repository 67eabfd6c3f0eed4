/** How many characters of an end stand at a place: 0 where none does, undefined where the end is behind already. */
export type End = (text: string, at: number) => number | undefined;

/** ECMA-262 §12.3. */
export function isLineEnd(char: string | undefined): boolean {
  return char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029';
}

/** The end of a line, be it that of a comment or of a literal that is not closed. */
export const endOfLine: End = (text, at) => (isLineEnd(text[at]) ? 1 : 0);

/** An end that is known. */
export function endAt(end: number): End {
  return (_, at) => (at < end ? 0 : undefined);
}
