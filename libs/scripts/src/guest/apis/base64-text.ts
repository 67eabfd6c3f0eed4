const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets: Readonly<Record<string, number>> = Object.assign(
  Object.create(null) as object,
  Object.fromEntries(Array.from(ALPHABET, (character, index) => [character, index])),
  { '-': 62, _: 63 },
);

/** Base64 with its padding (RFC 4648 §4). */
export function base64Of(bytes: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const four = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 63));
    if (second === undefined) four.splice(2, 2, '=', '=');
    else if (third === undefined) four.splice(3, 1, '=');
    parts.push(four.join(''));
  }
  return parts.join('');
}

/** Base64 for addresses, without padding (RFC 4648 §5). */
export function base64UrlOf(bytes: readonly number[]): string {
  return base64Of(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The bytes of base64 in either alphabet, with padding or without; blanks do not count. Throws for what is none. */
export function bytesOfBase64(text: string): number[] {
  const clean = text.replace(/\s+/g, '').replace(/={0,2}$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of clean) {
    const sextet = sextets[character];
    if (sextet === undefined) throw new Error(`This is no base64: it has the character ${character}.`);
    bits = ((bits << 6) | sextet) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  if (count >= 6) throw new Error('This is no base64: it ends too early.');
  return bytes;
}
