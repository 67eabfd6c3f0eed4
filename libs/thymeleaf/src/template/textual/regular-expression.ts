const greatestLength = 10_000;

/**
 * Where the regular expression of a script ends that a `/` begins; the place after the `/` where it divides. A `/` divides after a name, a number,
 * a literal or a closing bracket.
 */
export function regularExpressionEnd(text: string, begin: number): number {
  if (divides(text, begin)) return begin + 1;
  let inClass = false;
  const last = Math.min(text.length, begin + greatestLength);
  for (let at = begin + 1; at < last; at += 1) {
    const char = text[at];
    if (char === '\n') return begin + 1;
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return begin + 1;
}

function divides(text: string, begin: number): boolean {
  let at = begin - 1;
  while (at >= 0 && ' \t\r\n'.includes(text[at] ?? '')) at -= 1;
  if (at < 0) return false;
  const char = text[at] ?? '';
  return !'(,=:[!&|?{};+-*%<>~^\n'.includes(char);
}
