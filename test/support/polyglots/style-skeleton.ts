/** Tokens of CSS Syntax Level 3 that texts can be part of; everything else is punctuation of which each character counts. */
const TOKENS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['', /\/\*[^]*?(?:\*\/|$)|[ \t\n\r\f]+/y],
  ['"', /"(?:\\(?:\r\n|[^])|[^"\\\n\r\f])*(?:"|$)|'(?:\\(?:\r\n|[^])|[^'\\\n\r\f])*(?:'|$)/y],
  [
    'url',
    /url\((?:[ \t\n\r\f]*)(?:\\(?:[\da-f]{1,6}(?:\r\n|[ \t\n\r\f])?|[^\n\r\f\da-f])|[^"'()\\ \t\n\r\f])*[ \t\n\r\f]*\)/iy,
  ],
  ['n', /(?:[\w-]|[^\0-\u007F]|\\(?:[\da-f]{1,6}(?:\r\n|[ \t\n\r\f])?|[^\n\r\f\da-f]))+/iy],
];

/** What a style sheet consists of, without its texts: two sheets of the same skeleton have the same rules and declarations. */
export function styleSkeleton(sheet: string): string {
  let [skeleton, at] = ['', 0];
  while (at < sheet.length) {
    const [kind, length] = tokenAt(sheet, at);
    skeleton += kind;
    at += length;
  }
  return skeleton;
}

function tokenAt(sheet: string, at: number): readonly [kind: string, length: number] {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(sheet) ?? [];
    if (found !== undefined) return [kind, found.length];
  }
  return [sheet.charAt(at), 1];
}
