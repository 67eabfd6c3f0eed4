/** A text of a file on one line of a terminal: control characters, which could make it say something else, are shown as such. */
export function legible(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** The same for a text of several lines. */
export function legibleLines(text: string): string {
  return text.split('\n').map(legible).join('\n');
}
