/** Letters after a backslash that JavaScript and Java have in common. */
const letters: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', '\\': '\\\\' }),
]);

/** One UTF-16 unit as a backslash escape: by its letter, else `\uXXXX`. */
export function backslashEscape(unit: string): string {
  return letters.get(unit) ?? unicodeEscape(unit);
}

/** One UTF-16 unit as `\uXXXX`. */
export function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const meanings: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', v: '\v', '0': '\0' };

/** What a text with backslash escapes says: letters, `\xHH`, `\uHHHH`, and any other character for itself. A lone last backslash stays. */
export function backslashUnescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u+([0-9a-fA-F]{4})|(\r\n|[^]))/g,
    (_, ...found: (string | undefined)[]) => {
      const [byte, unit, other = ''] = found;
      const code = byte ?? unit;
      return code === undefined ? (meanings[other] ?? other) : String.fromCharCode(parseInt(code, 16));
    },
  );
}
