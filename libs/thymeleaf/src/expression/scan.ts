/** Finding the ends of pieces in a source without understanding them: quotes, braces and parentheses only. */

/** Past the closing quote of the text that opens at `at`; undefined where it does not close before `end`. */
function pastQuoted(text: string, at: number, end: number): number | undefined {
  for (let next = at + 1; next < end; next += 1) {
    if (text[next] === '\\') next += 1;
    else if (text[next] === "'") return next + 1;
  }
  return undefined;
}

/** Of the `}` that closes what was opened just before `at`; undefined where none does. Apostrophes that open no text count as letters. */
export function closingBrace(text: string, at: number, end: number): number | undefined {
  return braceOutsideQuotes(text, at, end) ?? braceAnywhere(text, at, end);
}

function braceOutsideQuotes(text: string, from: number, end: number): number | undefined {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    const character = text[at];
    if (character === "'") {
      const past = pastQuoted(text, at, end);
      if (past === undefined) return undefined;
      at = past - 1;
    } else if (character === '{') depth += 1;
    else if (character === '}') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return undefined;
}

function braceAnywhere(text: string, from: number, end: number): number | undefined {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] !== '}') continue;
    if (depth === 0) return at;
    depth -= 1;
  }
  return undefined;
}

/** The first place from `from` on, outside of texts, braces and parentheses, that `matches` says yes to. */
export function findOutside(
  text: string,
  from: number,
  end: number,
  matches: (at: number) => boolean,
): number | undefined {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    if (depth === 0 && matches(at)) return at;
    const character = text.charAt(at);
    if (character === "'") at = (pastQuoted(text, at, end) ?? at + 1) - 1;
    else if (character === '{' || character === '(') depth += 1;
    else if ((character === '}' || character === ')') && depth > 0) depth -= 1;
  }
  return undefined;
}

export interface Range {
  readonly from: number;
  readonly end: number;
}

/** The pieces between the commas that stand outside of texts, braces and parentheses. */
export function splitAtCommas(text: string, { from, end }: Range): readonly Range[] {
  const pieces: Range[] = [];
  let start = from;
  for (;;) {
    const comma = findOutside(text, start, end, (at) => text[at] === ',');
    pieces.push({ from: start, end: comma ?? end });
    if (comma === undefined) return pieces;
    start = comma + 1;
  }
}

/** Without the blanks around it. */
export function trimRange(text: string, range: Range): Range {
  let { from, end } = range;
  while (from < end && text.charCodeAt(from) <= 0x20) from += 1;
  while (end > from && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return { from, end };
}

/** `base(parameters)`: both parts where the text ends in a parenthesis that opens behind something; else all is base. */
export function splitParameters(text: string, given: Range): { base: Range; parameters: Range | undefined } {
  const range = trimRange(text, given);
  if (text[range.end - 1] !== ')') return { base: range, parameters: undefined };
  const opening = openingParenthesis(text, range);
  if (opening === undefined || opening === range.from) return { base: range, parameters: undefined };
  return {
    base: trimRange(text, { from: range.from, end: opening }),
    parameters: { from: opening + 1, end: range.end - 1 },
  };
}

/** Of the last parenthesis that is not inside another, which must be the one that closes at the end. */
function openingParenthesis(text: string, { from, end }: Range): number | undefined {
  const open: number[] = [];
  let last: number | undefined;
  for (let at = from; at < end; at += 1) {
    const character = text[at];
    if (character === "'") at = (pastQuoted(text, at, end) ?? at + 1) - 1;
    else if (character === '(') open.push(at);
    else if (character === ')') last = open.pop();
  }
  return open.length === 0 ? last : undefined;
}
