const UNPRINTABLE = /[\p{Cc}\p{Cs}]+/gu;

/** A text of another system as it can be kept and shown: in one line, without half characters, of a length that administrators could have written. */
export function externalText(text: string, mostCharacters: number): string {
  return text
    .toWellFormed()
    .replace(UNPRINTABLE, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, mostCharacters)
    .toWellFormed();
}
