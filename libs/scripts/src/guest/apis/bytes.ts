/** UTF-8 of a text. */
export function utf8Of(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) pushCodePoint(bytes, character.codePointAt(0) ?? 0);
  return bytes;
}

function pushCodePoint(bytes: number[], given: number): void {
  // Half of a pair is no character, and is written as the mark for what could not be read.
  const code = given >= 0xd800 && given <= 0xdfff ? 0xfffd : given;
  if (code < 0x80) bytes.push(code);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
  else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f);
}

/** The text of UTF-8; what is none becomes U+FFFD, byte by byte. */
export function textOfUtf8(bytes: ArrayLike<number>): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const { code, length } = codePointAt(bytes, at);
    parts.push(String.fromCodePoint(code));
    at += length;
  }
  return parts.join('');
}

/** First byte below, bits of it that count, smallest code point that needs so many bytes. */
const forms = [
  { below: 0x80, mask: 0x7f, least: 0 },
  { below: 0xc0, mask: 0, least: Number.POSITIVE_INFINITY },
  { below: 0xe0, mask: 0x1f, least: 0x80 },
  { below: 0xf0, mask: 0x0f, least: 0x800 },
  { below: 0xf8, mask: 0x07, least: 0x10000 },
];
const UNREADABLE = { code: 0xfffd, length: 1 };

function codePointAt(bytes: ArrayLike<number>, at: number): { code: number; length: number } {
  const first = bytes[at] ?? 0;
  const index = forms.findIndex(({ below }) => first < below);
  const form = forms[index];
  if (form === undefined) return UNREADABLE;
  const length = Math.max(1, index);
  let code = first & form.mask;
  for (let next = at + 1; next < at + length; next++) {
    const byte = bytes[next] ?? 0;
    if (byte >> 6 !== 2) return UNREADABLE;
    code = (code << 6) | (byte & 0x3f);
  }
  const isCharacter = code >= form.least && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? { code, length } : UNREADABLE;
}
