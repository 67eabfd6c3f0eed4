const UNPRINTABLE = /[\p{Cc}\p{Cs}]+/gu;
/** What turns the direction of the text behind it: a name could rewrite the sentence it stands in (V-84). */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text of another system as it can be kept and shown: in one line and direction, without half characters, of a length that administrators could have written. */
export function externalText(text: string, mostCharacters: number): string {
  return text
    .toWellFormed()
    .replace(DIRECTION, '')
    .replace(UNPRINTABLE, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, mostCharacters)
    .toWellFormed();
}
