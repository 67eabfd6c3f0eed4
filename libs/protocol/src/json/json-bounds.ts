const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** How large a JSON text may be inside. */
export interface JsonBounds {
  /** Deepest nesting of objects and lists, the outermost counted. */
  readonly levels: number;
  /** Most members and items, of all objects and lists together. */
  readonly values: number;
}

/**
 * What a JSON text has too much of. Asked before parsing, because half a million brackets keep the parser busy while nobody else is served (V-90).
 * Looks no further than it must; what is no JSON is the parser's business.
 */
export function jsonExcess(json: string, { levels, values }: JsonBounds): keyof JsonBounds | undefined {
  let depth = 0;
  let count = 1;
  for (let at = 0; at < json.length; at++) {
    const letter = json.charCodeAt(at);
    if (letter === QUOTE) at = endOfString(json, at);
    else if (OPENING.has(letter)) depth += 1;
    else if (CLOSING.has(letter)) depth -= 1;
    else if (letter === COMMA) count += 1;
    if (depth > levels) return 'levels';
    if (count > values) return 'values';
  }
  return undefined;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
