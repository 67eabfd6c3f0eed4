/** A place in a source as the engine counts: lines end with a line feed alone, columns are code points; both begin with 1. */
export interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

/** @param offset in UTF-16 units */
export function placeAt(source: string, offset: number): SourcePlace {
  const before = source.slice(0, offset);
  const begin = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: [...before.slice(begin)].length + 1 };
}

/** A line by its number; empty where there is none. */
export function lineOf(source: string, line: number): string {
  let begin = 0;
  for (let left = line; left > 1; left--) {
    const end = source.indexOf('\n', begin);
    if (end < 0) return '';
    begin = end + 1;
  }
  const end = source.indexOf('\n', begin);
  return source.slice(begin, end < 0 ? undefined : end).replace(/\r$/, '');
}

/** What stands before and from a place on in its line. */
export function aroundPlace(source: string, { line, column }: SourcePlace): { before: string; after: string } {
  const text = lineOf(source, line);
  let at = 0;
  for (let left = column; left > 1 && at < text.length; left--) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return { before: text.slice(0, at), after: text.slice(at) };
}
