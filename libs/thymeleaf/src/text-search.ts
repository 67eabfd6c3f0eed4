/** Searching by the machine is quick for short fragments; for long ones its worst case grows with the product of both lengths. */
const short = 16;

/** Where a fragment begins in a text, at `from` or later; -1 where it does not. Linear in both lengths, whatever they hold. */
export function indexOfText(text: string, fragment: string, from = 0): number {
  if (fragment.length <= short) return text.indexOf(fragment, from);
  for (const found of occurrences(text, fragment, from)) return found;
  return -1;
}

/** Where a fragment begins in a text, each behind the end of the one before; none for the empty fragment. */
export function* occurrences(text: string, fragment: string, from = 0): Generator<number> {
  if (fragment === '') return;
  if (fragment.length > short) yield* longOccurrences(text, fragment, from);
  else for (let at = text.indexOf(fragment, from); at >= 0; at = text.indexOf(fragment, at + fragment.length)) yield at;
}

/** Knuth, Morris, Pratt. */
function* longOccurrences(text: string, fragment: string, from: number): Generator<number> {
  const borders = bordersOf(fragment);
  let matched = 0;
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && fragment.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
    if (fragment.charCodeAt(matched) === unit) matched += 1;
    if (matched < fragment.length) continue;
    yield at + 1 - matched;
    matched = 0;
  }
}

/** Of each beginning of the fragment, the length of the longest end of it that is also its beginning. */
function bordersOf(fragment: string): Uint32Array {
  const borders = new Uint32Array(fragment.length);
  let matched = 0;
  for (let at = 1; at < fragment.length; at += 1) {
    const unit = fragment.charCodeAt(at);
    while (matched > 0 && fragment.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
    if (fragment.charCodeAt(matched) === unit) matched += 1;
    borders[at] = matched;
  }
  return borders;
}
