/** A text of a file on one line of a terminal: control characters, which could make it say something else, are shown as such. */
export function legible(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** A value of a definition in a few words. */
export function legibleValue(value: unknown): string {
  const text = legible(JSON.stringify(value));
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

const MOST = 120;
