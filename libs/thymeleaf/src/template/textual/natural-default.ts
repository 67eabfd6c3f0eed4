const closers = ';,)}]';

/**
 * Where the default value after the comment of an output expression ends: before what ends an expression of a script or a value of a style sheet, outside of its own
 * brackets and literals.
 */
export function defaultEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (depth === 0 && (closers.includes(char) || char === '\n' || text.startsWith('//', at))) return at;
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === '"' || char === "'" || char === '`') at = literalEnd(text, at) - 1;
  }
  return text.length;
}

function literalEnd(text: string, begin: number): number {
  const quote = text[begin];
  for (let at = begin + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
    else if (text[at] === '\n' && quote !== '`') return at;
  }
  return text.length;
}
